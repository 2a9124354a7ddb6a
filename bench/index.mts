/** `npm run bench`: ratios, both sides in the same run, in the same real n8n, against the same stand-in. */
import { parseArgs } from 'node:util';

import { compareMembers } from './members.mts';
import { compareStart } from './start.mts';
import { table } from './table.mts';

const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const rounds = Number(flags.rounds);

console.log(table('Add 500 members (30 ms a call, 1 ms a member)', await compareMembers(rounds)));
console.log(table("n8n's start with the pack beside without it", await compareStart(rounds)));
