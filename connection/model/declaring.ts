/** Words for declarations: what many services have in common, each said in one line. */
import type { Cause, ErrorRule, FailureKind, Permission } from './service';

/** What a permission says besides its label and scopes. */
type More = Pick<Permission, 'description' | 'includes' | 'default'>;

/**
 * Makes the permissions that one document names, of one product where there are several.
 *
 * Scopes are separated by blanks, as they travel. After a `|` stand scopes that are enough as well, such as wider ones: they
 * are never requested. `'deals:read | deals:full'` requests the first.
 * @param scopeOf the whole name of a scope, where declarations write a short one
 */
export const permissionsFrom =
	(source: string, group?: string, scopeOf = (name: string) => name) =>
	(label: string, scopes: string, more: More = {}): Permission => {
		const [requested = [], ...others] = scopes
			.split('|')
			.map((set) => set.split(' ').filter(Boolean).map(scopeOf));
		return {
			label,
			...(group === undefined ? {} : { group }),
			scopes: requested,
			...(others.length > 0 ? { satisfiedBy: others } : {}),
			...more,
			source,
		};
	};

/** What a code of a service's errors can mean: the kind of each cause, and the kinds that have no cause of their own. */
const MEANINGS = {
	reauthorize: { kind: 'reauthorize' },
	revoked: { kind: 'reauthorize', cause: 'revoked' },
	expired: { kind: 'reauthorize', cause: 'expired' },
	wrongKey: { kind: 'reauthorize', cause: 'wrongKey' },
	insufficientScope: { kind: 'permission', cause: 'insufficientScope' },
	declined: { kind: 'permission', cause: 'declined' },
	forbidden: { kind: 'permission', cause: 'forbidden' },
	rateLimited: { kind: 'throttled', cause: 'rateLimited' },
	serviceUnavailable: { kind: 'unavailable', cause: 'serviceUnavailable' },
	notFound: { kind: 'notFound' },
	input: { kind: 'input' },
} as const satisfies Readonly<Record<string, { kind: FailureKind; cause?: Cause }>>;

type Meaning = keyof typeof MEANINGS;

const isMeaning = (name: string): name is Meaning => Object.hasOwn(MEANINGS, name);

/** Lines of a table of errors: the service's own codes by what they mean. What to do is the advice of their kind. */
export const byCode = (codes: Readonly<Partial<Record<Meaning, readonly string[]>>>): ErrorRule[] =>
	Object.entries(codes).flatMap(([meaning, code]) =>
		isMeaning(meaning) ? [{ when: { code }, ...MEANINGS[meaning] }] : [],
	);
