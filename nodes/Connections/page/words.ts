/** Scopes of n8n's own types in words: those of the permission that stands for the same scope in a service of this package. */
import { services } from '../../../services';

/** By scope, the permissions that stand for it alone. A large page asks for thousands of scopes. */
const worded = new Map<string, Array<{ readonly service: string; readonly label: string }>>();
for (const { name: service, permissions } of services) {
	for (const { scopes, label } of Object.values(permissions)) {
		const [scope, ...others] = scopes;
		if (scope === undefined || others.length > 0) continue;
		worded.set(scope, [...(worded.get(scope) ?? []), { service, label }]);
	}
}

/** What a scope of a type allows, in words; the scope itself where nobody says. */
export function wordsFor(type: string, scope: string): string {
	// A scope that is an address means the same everywhere; a word does so only at its own service.
	const isAddress = scope.startsWith('https://');
	const said = worded.get(scope)?.find(({ service }) => isAddress || type.startsWith(service));
	return said?.label ?? scope;
}
