/** The access of a connection of one of n8n's own types, in the service's scopes: needed, granted, and what to do. */
import type { Scopes } from '../../builtin/nodes/model';
import { isMet, narrowest } from '../../builtin/nodes/model';
import { askedOf, isOfIdentity, textToPaste, withoutScopes } from '../../builtin/scopes';
import { services } from '../../services';
import type { Needs } from './usage/needs';

/** Scopes of a connection, against those that its workflows need. */
export interface ScopeAccess {
	/** The narrowest with which everything runs. */
	readonly required: readonly string[];
	/** The narrowest with which the nodes can be set up in the editor, too. */
	readonly editable: readonly string[];
	/** What n8n asks for unless somebody typed other scopes. It does not tell whether they did. */
	readonly preset: readonly string[] | undefined;
	readonly granted: readonly string[] | undefined;
	/** `undefined` where it is not known what was granted. */
	readonly missing: readonly string[] | undefined;
	/** `undefined` where it is not known what was granted, or what a node needs, or where no workflow uses the connection. */
	readonly unneeded: readonly string[] | undefined;
}

/** The narrowest scope of each need that nothing granted meets. */
const lacking = (needs: Scopes, granted: readonly string[]) => {
	const held = new Set(granted);
	return narrowest(needs.filter((need) => !isMet(need, held)));
};

/** Compares what was granted to a connection of one of n8n's types with what its workflows need. */
export function scopeAccessOf(
	type: string,
	{ isUsed, scopes: { runs, edits }, unknown }: Needs,
	granted: readonly string[] | undefined,
): ScopeAccess {
	const required = narrowest(runs);
	const needed = new Set(required);
	return {
		required,
		editable: narrowest([...runs, ...edits]),
		preset: askedOf(type)?.scopes,
		granted,
		missing: granted && lacking(runs, granted),
		unneeded:
			granted && isUsed && unknown.length === 0
				? granted.filter((scope) => !needed.has(scope) && !isOfIdentity(scope))
				: undefined,
	};
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');

/** Names of n8n's types that differ from those of the services. */
const RENAMED: Readonly<Record<string, string>> = { twitter: 'x' };

/** This package's own type for the same service, whose permissions a person selects. */
function ownWay(type: string): string | undefined {
	const name = plain(type.replace(/OAuth2(Api)?$/, ''));
	const service = services.find((one) => plain(one.name) === (RENAMED[name] ?? name));
	return service?.oauth2?.access === 'scopes'
		? `${service.displayName} Connection OAuth2 API`
		: undefined;
}

/** How somebody narrows a type for which n8n asks a fixed set of scopes. */
function otherWay(type: string): string {
	const own = ownWay(type);
	return own
		? `n8n asks for a fixed set of scopes with this type. The type "${own}" of this package asks only for what you select; use it with Service Request or HTTP Request`
		: 'n8n asks for a fixed set of scopes with this type. Give the account that connects fewer rights at the service';
}

/** What to paste, and where. Scopes stand at the end: a full stop behind one would be pasted, too. */
function pasting(
	type: string,
	{ required, editable }: ScopeAccess,
	url: string,
): string | undefined {
	const { customField, customSwitch } = askedOf(type) ?? {};
	if (!customField) return undefined;
	const turnOn = customSwitch ? `turn on "${customSwitch}", ` : '';
	const narrow = textToPaste(type, required);
	const wide = textToPaste(type, editable);
	const editing = wide === narrow ? '' : ` – or, if somebody edits the nodes: ${wide}`;
	return `Open ${url}, ${turnOn}paste the scopes under "${customField}", save and reconnect. Scopes: ${narrow}${editing}`;
}

const isExact = ({ granted, missing, unneeded }: ScopeAccess) =>
	granted !== undefined && missing?.length === 0 && unneeded?.length === 0;

/** The narrowest scopes as the field for custom scopes takes them; `undefined` without such a field, or where nothing is to change. */
export const scopesToPaste = (type: string, access: ScopeAccess): string | undefined =>
	askedOf(type)?.customField !== undefined && access.required.length > 0 && !isExact(access)
		? textToPaste(type, access.required)
		: undefined;

/** What to do about the access of a connection, ready to paste. */
export function scopeAdvice(
	type: string,
	access: ScopeAccess,
	{ required, unknown }: Needs,
	url: string,
): string {
	const notice = withoutScopes(type);
	if (notice) return notice;
	if (required.size === 0 && unknown.length > 0) {
		return 'What its workflows need is not known. See the nodes under "unknown".';
	}
	if (access.required.length === 0) return 'No workflow needs access of it.';
	if (isExact(access)) return 'Nothing to do: it has exactly what is needed.';
	const { granted, preset } = access;
	const doubt = unknown.length > 0 ? 'First check the nodes under "unknown". ' : '';
	const requested = preset ? ` n8n asks for ${preset.join(' ')}, unless somebody changed it.` : '';
	const untold = granted ? '' : `What was granted is not told.${requested} `;
	const way = pasting(type, access, url) ?? `${otherWay(type)}. Reconnect: ${url}`;
	return `${untold}${doubt}${way}`;
}
