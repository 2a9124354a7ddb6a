/** Takes out of a path what belongs to one record only. */
import { EMAIL, ID, NUMBER, TIME, UUID } from './values.mts';

/** What runs bring along, and what the nodes make of it. */
const OWN = [ID, String(NUMBER), EMAIL, TIME, UUID, 'Sheet1', 'Flowers'];

const isOwn = (segment: string) => OWN.some((value) => segment.includes(value));

/** What of a segment belongs to the address: the name of a method after a colon, an ending, an empty colon. */
const END = /(:[a-zA-Z]{4,}|:|\.(?:json|xml|pdf))$/;

function open(segment: string): string {
	const text = decodeURIComponent(segment);
	// "search(q='abc123')", "range(address='A1:B2')"
	const [, name, argument, after = ''] = /^(\w+)\((\w+=)?'.*'\)(.*)$/.exec(text) ?? [];
	if (name) return `${name}(${argument ?? ''}{})${after}`;
	if (!isOwn(text) && !text.includes('!')) return segment;
	return `{}${END.exec(text)?.[0] ?? ''}`;
}

/** "/v1/users/abc123" as "/v1/users/{}". */
export const openPath = (path: string): string => path.split('/').map(open).join('/');
