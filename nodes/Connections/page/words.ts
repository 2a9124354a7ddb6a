/** Scopes of n8n's own types in words: those of the permission that stands for the same scope in a service of this package. */
import { services } from '../../../services';

interface Worded {
	readonly service: string;
	readonly scope: string;
	readonly label: string;
}

const worded: readonly Worded[] = services.flatMap(({ name: service, permissions }) =>
	Object.values(permissions).flatMap(({ scopes, label }) => {
		const [scope, ...others] = scopes;
		return scope !== undefined && others.length === 0 ? [{ service, scope, label }] : [];
	}),
);

/** A scope that is an address means the same everywhere; a word does so only at its own service. */
const isAbout = ({ service }: Worded, type: string, scope: string) =>
	type.startsWith(service) || scope.startsWith('https://');

/** What a scope of a type allows, in words; the scope itself where nobody says. */
export const wordsFor = (type: string, scope: string): string =>
	worded.find((one) => one.scope === scope && isAbout(one, type, scope))?.label ?? scope;
