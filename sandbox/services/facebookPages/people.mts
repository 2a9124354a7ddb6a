import { createHash, randomBytes } from 'node:crypto';

import { KNOWN_SCOPES } from './app.mts';
import { createComment, createPhoto, createPost, createVideo } from './creating.mts';
import { ALL_TASKS, type Business, type FacebookPage, type Person, type Task } from './state.mts';

/** Fifteen digits that follow from a name. */
const idOf = (name: string) => {
	const digest = createHash('md5').update(name).digest('hex').slice(0, 11);
	return `1${(Number.parseInt(digest, 16) % 10 ** 14).toString().padStart(14, '0')}`;
};

function createPage(name: string, category: string): FacebookPage {
	return {
		kind: 'page',
		id: idOf(name),
		name,
		category,
		about: `${name}, on your own machine`,
		fanCount: 128,
		accessToken: `EAAstatic${randomBytes(24).toString('hex')}`,
		grantedScopes: new Set(KNOWN_SCOPES),
		grantedTasks: new Set(ALL_TASKS),
		items: new Map(),
	};
}

function createPerson(
	name: string,
	login: string,
	roles: ReadonlyArray<readonly [FacebookPage, readonly Task[]]>,
	businesses: readonly Business[] = [],
): Person {
	return {
		id: idOf(name),
		name,
		login,
		email: `${login}@example.com`,
		permissions: new Map(),
		roles: new Map(roles.map(([page, tasks]) => [page, new Set(tasks)])),
		businesses: new Set(businesses),
	};
}

/** A few posts of different kinds, the oldest first; two of them share a second. */
function fillFlowers(page: FacebookPage): void {
	const start = Math.floor(Date.now() / 1000) - 30 * 24 * 60 * 60;
	const visitor = { id: idOf('Grace'), name: 'Grace Hopper' };
	const hour = (count: number) => start + count * 60 * 60;
	createPost(page, { message: 'We open on Monday', createdTime: hour(0) });
	const tulips = createPost(page, {
		message: 'Tulips are in',
		link: 'https://example.com/tulips',
		createdTime: hour(1),
		shares: 2,
	});
	tulips.reactions.set(visitor.id, 'LOVE').set(idOf('Alan'), 'LIKE');
	const question = createComment(tulips, {
		message: 'Which colours?',
		from: visitor,
		createdTime: hour(2),
	});
	createComment(tulips, { message: 'All of them', parent: question, createdTime: hour(3) });
	createComment(tulips, {
		message: 'Lovely!',
		from: { id: idOf('Alan'), name: 'Alan Turing' },
		createdTime: hour(4),
	});
	createPost(page, { message: 'One of the same second', createdTime: hour(5) });
	createPost(page, { message: 'The other of the same second', createdTime: hour(5) });
	createPost(page, { message: 'Thank you for the roses', from: visitor, createdTime: hour(6) });
	const photo = createPhoto(page, { caption: 'Roses', bytes: 1024, createdTime: hour(7) });
	createPost(page, { message: 'Roses', attachments: [photo], createdTime: hour(7) });
	const video = createVideo(page, { title: 'A tour', bytes: 4096, createdTime: hour(8) });
	createPost(page, { message: 'A tour', attachments: [video], createdTime: hour(8) });
}

/** The people and pages of a new stand-in. */
export interface Inhabitants {
	readonly people: readonly [florist: Person, baker: Person, gardener: Person];
	readonly pages: readonly [
		flowers: FacebookPage,
		weddings: FacebookPage,
		bakery: FacebookPage,
		nursery: FacebookPage,
		show: FacebookPage,
	];
}

/**
 * People, so that switching from one to the other can be seen: a florist who does everything on two pages, a baker who
 * only answers comments and reads numbers on one, and a gardener whose pages belong to business portfolios.
 */
export function createInhabitants(): Inhabitants {
	const flowers = createPage("Freddie's Flowers", 'Florist');
	const weddings = createPage("Freddie's Weddings", 'Wedding Planning Service');
	const bakery = createPage("Ada's Bakery", 'Bakery');
	fillFlowers(flowers);
	createPost(weddings, { message: 'Book now for the spring' });
	const bread = createPost(bakery, { message: 'Fresh bread at seven' });
	createComment(bread, { message: 'On Sundays too?', from: { id: idOf('Marie'), name: 'Marie' } });
	const florist = createPerson('Freddie Flores', 'freddie', [
		[flowers, ALL_TASKS],
		[weddings, ALL_TASKS],
	]);
	const baker = createPerson('Ada Baker', 'ada', [[bakery, ['ANALYZE', 'MODERATE']]]);
	const nursery = createPage("Nora's Nursery", 'Garden Center');
	const show = createPage('The Tulip Show', 'Event');
	const gardens = {
		id: idOf('Nora Gardens'),
		name: 'Nora Gardens Ltd',
		ownedPages: [nursery],
		clientPages: [show],
	};
	const gardener = createPerson(
		'Nora Gardener',
		'nora',
		[
			[nursery, ALL_TASKS],
			[show, ALL_TASKS],
		],
		[gardens],
	);
	return {
		people: [florist, baker, gardener],
		pages: [flowers, weddings, bakery, nursery, show],
	};
}
