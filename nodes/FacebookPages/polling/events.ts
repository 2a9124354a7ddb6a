import { newComment } from './newComment';
import { newPost } from './newPost';

/** What can start a workflow, in the order of the list. */
export const events = { newComment, newPost };

export type EventName = keyof typeof events;

export const isEventName = (name: unknown): name is EventName =>
	typeof name === 'string' && Object.hasOwn(events, name);
