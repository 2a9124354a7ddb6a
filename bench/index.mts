/** `npm run bench`: ratios, both sides in the same run, in the same real n8n, against the same stand-in. */
import { parseArgs } from 'node:util';

import { compareInspection } from './inspection.mts';
import { progress } from './measure.mts';
import { compareMembers } from './members.mts';
import { compareMemory } from './memory.mts';
import { comparePage } from './page.mts';
import { comparePosts } from './posts.mts';
import { compareRecords } from './records.mts';
import { compareRunner } from './runner.mts';
import { compareScale } from './scale.mts';
import { compareStart } from './start.mts';
import { table } from './table.mts';

const { values: flags } = parseArgs({
	options: {
		rounds: { type: 'string', default: '3' },
		/** The largest n8n of the table of scale, in workflows; a tenth of it is the smallest. */
		workflows: { type: 'string', default: '10000' },
		only: { type: 'string', multiple: true },
	},
});
const rounds = Number(flags.rounds);
const most = Number(flags.workflows);

/** The tables by their names, as `--only` takes them. */
const tables: Readonly<Record<string, () => Promise<string>>> = {
	members: async () =>
		table('Mailchimp members (30 ms a call, 1 ms a member)', await compareMembers(rounds)),
	posts: async () =>
		table('Figures of Facebook posts (30 ms a call, 1 ms a record)', await comparePosts(rounds)),
	records: async () =>
		table('Boost.space records (30 ms a call, 1 ms a record)', await compareRecords(rounds)),
	runner: async () =>
		table('An item in the runner, without a network', await compareRunner(rounds)),
	memory: async () => table('Memory for very many records', await compareMemory()),
	start: async () =>
		table("n8n's start with the pack beside without it", await compareStart(rounds)),
	inspection: async () =>
		table('Verify (100 ms a call)', await compareInspection(rounds, most / 10)),
	page: async () =>
		table('The Connections page in a large n8n', await comparePage(rounds, most / 10)),
	scale: async () =>
		table(
			'The Connections node in a large n8n',
			await compareScale(rounds, { sizes: [most / 10, most], connections: most / 10 }),
		),
};

for (const [name, make] of Object.entries(tables)) {
	if (flags.only !== undefined && !flags.only.includes(name)) continue;
	progress(`measuring ${name}`);
	console.log(await make());
}
