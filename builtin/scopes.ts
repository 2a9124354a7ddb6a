/** Which scopes n8n's own OAuth2 types ask for, and how a person narrows them. */
import { asked } from './asked';

/** What a type of connection asks for. */
export interface Asked {
	/** Where nobody changed them; missing where the type has none of its own, or an expression decides. */
	readonly scopes?: readonly string[];
	/** The field in which others can be typed. */
	readonly customField?: string;
	/** The switch that shows this field; without one it is always there. */
	readonly customSwitch?: string;
	readonly separator: ' ' | ',';
}

/** What one of n8n's OAuth2 types asks for; `undefined` of any other type. */
export const askedOf = (type: string): Asked | undefined =>
	Object.hasOwn(asked, type) ? asked[type] : undefined;

/**
 * Scopes that say who somebody is and that the connection may be renewed. They give access to no records, so that no report
 * calls them unneeded, and a narrower string keeps those that the type asks for.
 */
const OF_IDENTITY = new Set([
	'openid',
	'email',
	'profile',
	'offline_access',
	'offline.access',
	'refresh_token',
	'https://www.googleapis.com/auth/userinfo.email',
	'https://www.googleapis.com/auth/userinfo.profile',
]);

export const isOfIdentity = (scope: string): boolean => OF_IDENTITY.has(scope);

/** The text to paste where a type takes scopes: those of identity that it asks for, then the needed ones. */
export function textToPaste(type: string, needed: readonly string[]): string {
	const { scopes = [], separator = ' ' } = askedOf(type) ?? {};
	return [...new Set([...scopes.filter(isOfIdentity), ...needed])].join(separator);
}

/** Types whose service has no scopes that a connection could give up, and what decides instead. */
const WITHOUT_SCOPES: Readonly<Record<string, string>> = {
	clickUpOAuth2Api:
		'ClickUp has no scopes: the connection may do what its person may in the workspaces chosen at the consent.',
	mauticOAuth2Api: 'Mautic has no scopes: the connection may do what the role of its user allows.',
	microsoftSharePointOAuth2Api:
		'The connection asks for ".default": it may do what the app was given in Microsoft Entra. Give the app fewer permissions there.',
};

/** Why a connection of a type has no scopes to narrow; `undefined` where it has. */
export const withoutScopes = (type: string): string | undefined =>
	Object.hasOwn(WITHOUT_SCOPES, type) ? WITHOUT_SCOPES[type] : undefined;
