import type { IDataObject } from 'n8n-workflow';

/** Keys of a name at most; Mailchimp's have three (`data[merges][FNAME]`). */
const DEEPEST_NAME = 5;

/** The keys of a form name: `data[merges][FNAME]` is `data`, `merges`, `FNAME`. */
function keysOf(name: string): string[] {
	return name.split('[', DEEPEST_NAME).map((key) => key.replace(/\]$/, ''));
}

/** Puts a value at its place in a tree of objects without a prototype, so that no key can reach one. */
function put(tree: IDataObject, [key = '', ...rest]: string[], value: string): void {
	if (rest.length === 0) {
		tree[key] = value;
		return;
	}
	const branch = tree[key];
	const next: IDataObject =
		typeof branch === 'object' && branch !== null ? (branch as IDataObject) : Object.create(null);
	tree[key] = next;
	put(next, rest, value);
}

/** A delivery of a webhook, from the form that Mailchimp posts: `type`, `fired_at` and `data`. */
export function parseDelivery(form: string): IDataObject {
	const delivery: IDataObject = Object.create(null);
	for (const [name, value] of new URLSearchParams(form)) put(delivery, keysOf(name), value);
	// Given on as plain objects; JSON keeps a key named __proto__ an ordinary key.
	return JSON.parse(JSON.stringify(delivery)) as IDataObject;
}

/** The audience that a delivery is about. */
export function audienceOf({ data }: IDataObject): unknown {
	return typeof data === 'object' && data !== null && 'list_id' in data ? data.list_id : undefined;
}
