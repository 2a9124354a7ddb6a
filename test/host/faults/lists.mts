/** Lists of more than one page, and what can happen to their pages. */
import type { Sandbox } from '../../../sandbox/sandbox.mts';
import {
	addPosts,
	createPhoto,
	createPost,
	createVideo,
} from '../../../sandbox/services/facebookPages/index.mts';
import { add } from '../../../sandbox/services/boostspace/index.mts';
import {
	addOrganization,
	addScenario,
	addTeam,
} from '../../../sandbox/services/boostspaceIntegrator/index.mts';
import {
	addMembers,
	createAudience,
	createCampaign,
} from '../../../sandbox/services/mailchimp/index.mts';
import { forEachConcurrently } from '../../../operation/schedule.ts';
import { services } from '../../../services/index.ts';
import { everyOperation, type Row, userOf } from '../everyOperation.mts';

/**
 * The operations whose lists {@link fill} and {@link fillN8n} make longer than a page: at least one for each way of paging
 * and kind of record.
 */
const LONG: readonly string[] = [
	'boostspace customModule.getMany',
	'boostspace file.getMany',
	'boostspace label.getMany',
	'boostspace record.getMany',
	'boostspace space.getMany',
	'boostspace statusSystem.getMany',
	'boostspace user.getMany',
	'boostspaceIntegrator organization.getMany',
	'boostspaceIntegrator scenario.getMany',
	'boostspaceIntegrator team.getMany',
	'facebookPages photo.getMany',
	'facebookPages post.getMany',
	'facebookPages post.getManyOfFeed',
	'facebookPages post.getManyScheduled',
	'facebookPages video.getMany',
	'mailchimp audience.getMany',
	'mailchimp campaign.getMany',
	'mailchimp member.getMany',
	'n8n managedConnection.getMany',
	'n8n managedConnection.getUsage',
];

/** What happens to the second page. */
export interface PageFault {
	readonly name: string;
	readonly respond: 'again' | 'reversed';
}

export const PAGE_FAULTS: readonly PageFault[] = [
	{ name: 'the first page in place of the second', respond: 'again' },
	{ name: 'a page in reverse order', respond: 'reversed' },
];

/** Those lists, each with each fault. */
export const lists = (): Array<{ title: string; row: Row; fault: PageFault }> =>
	everyOperation
		.filter(({ service, name }) => LONG.includes(`${service} ${name}`))
		.flatMap((row) =>
			PAGE_FAULTS.map((fault) => ({
				title: `${row.service} ${row.name}, with ${fault.name}`,
				row,
				fault,
			})),
		);

/** How many records a list of a service needs to be longer than a page. */
const longer = (service: string) =>
	(services.find(({ name }) => name === service)?.limits.pageSize ?? 0) + 20;

/** So many at once n8n takes with SQLite; with all, it says that its database is not ready. */
const FILLED_AT_ONCE = 5;

/** Makes the lists of an n8n longer than a page, where they are not. */
export async function fillN8n({ client }: Sandbox): Promise<void> {
	const { api } = client;
	const known = await api.credentials();
	if (known.some(({ name }) => name.startsWith('Filler'))) return;
	const read = known.find(({ name }) => name === 'To be read');
	const makeOne = async (index: number) => {
		const data = { user: 'a', password: 'b' };
		const name = `Filler ${index}`;
		const made = await api.createCredential({ name, type: 'httpBasicAuth', data });
		await api.createWorkflow(userOf(index % 10 === 0 && read ? read : made));
	};
	const numbers = [...Array(longer('n8n')).keys()];
	await forEachConcurrently(numbers, FILLED_AT_ONCE, () => true, makeOne);
}

/** Makes every list of the other services longer than a page. */
export function fill(sandbox: Sandbox): void {
	const { boostspace, boostspaceIntegrator, facebookPages, mailchimp } = sandbox;
	const isLonger = (service: string, make: (index: number) => void) => {
		for (let index = 0; index < longer(service); index += 1) make(index);
	};

	const [system] = boostspace.systems;
	const [space] = system.things.space.values();
	isLonger('boostspace', (index) => {
		const named = { name: `Thing ${index}` };
		for (const kind of ['custom-module', 'file', 'space', 'status-system', 'user'] as const) {
			add(system, kind, named);
		}
		for (const kind of ['label', 'custom-module-item'] as const) {
			add(system, kind, { ...named, spaceId: space?.id });
		}
	});

	const { user, world } = boostspaceIntegrator;
	const [organization] = world.organizations;
	const [shop] = organization?.teams ?? [];
	if (!organization || !shop) throw new Error('Integrator has no team');
	isLonger('boostspaceIntegrator', (index) => {
		addScenario(world, shop, `Scenario ${index}`, { isActive: true });
		addTeam(organization, `Team ${index}`);
		user.organizations.add(addOrganization(world, `Organization ${index}`));
	});

	const [flowers] = facebookPages.pages;
	isLonger('facebookPages', (index) => {
		createPhoto(flowers, { caption: `Photo ${index}` });
		createVideo(flowers, { title: `Video ${index}` });
		createPost(flowers, {
			message: `Planned ${index}`,
			isPublished: false,
			scheduledPublishTime: Math.floor(Date.now() / 1000) + 86_400 + index,
		});
	});
	addPosts(flowers, 120);

	const [account] = mailchimp.accounts;
	const [regulars] = account?.audiences.values() ?? [];
	if (!account || !regulars) throw new Error('Mailchimp has no audience');
	addMembers(regulars, 1_020);
	isLonger('mailchimp', (index) => {
		createAudience(account, `Audience ${index}`);
		createCampaign(account, regulars.id, { subject_line: `Campaign ${index}` });
	});
}
