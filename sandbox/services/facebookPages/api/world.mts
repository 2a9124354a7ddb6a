import type { Clock } from '../clock.mts';
import type { FacebookPage, Item, Person } from '../state.mts';
import type { Tokens } from '../tokens.mts';

/** All that the API answers from. */
export interface World {
	readonly clock: Clock;
	readonly tokens: Tokens;
	readonly people: readonly Person[];
	readonly pages: readonly FacebookPage[];
	/** How many more calls find nothing under an id, since what it stands for was made only just before. */
	readonly unsettled: Map<string, number>;
	/** Keeps what did not follow the specification. */
	note(violation: string): void;
}

/** Whether a call finds nothing yet under the id of something new. */
export function isUnsettled({ unsettled }: World, id: string): boolean {
	const calls = unsettled.get(id) ?? 0;
	if (calls > 0) unsettled.set(id, calls - 1);
	return calls > 0;
}

/** What an id stands for; what was scheduled and is due is published by then. */
export function find(world: World, id: string): FacebookPage | Item | undefined {
	publishDue(world);
	if (isUnsettled(world, id)) return undefined;
	for (const page of world.pages) {
		if (page.id === id) return page;
		const item = page.items.get(id);
		if (item) return item;
	}
	return undefined;
}

/**
 * Publishes what was scheduled for a time that has come. A post is as old as its publication: `created_time` is "the
 * time the post was initially published" (developers.facebook.com/docs/graph-api/reference/post).
 */
function publishDue({ pages, clock }: World): void {
	for (const item of pages.flatMap((page) => [...page.items.values()])) {
		if (item.kind !== 'post' && item.kind !== 'video') continue;
		const due = item.scheduledPublishTime;
		if (due === undefined || due > clock.now) continue;
		item.isPublished = true;
		item.scheduledPublishTime = undefined;
		if (item.kind === 'post') item.createdTime = due;
	}
}
