import type { ICredentialTestRequest } from 'n8n-workflow';

import { ACCEPT_DECLINED, ASK_AGAIN } from './consent';
import type { Service, Variant, VerificationFailure } from '../model/service';
import { isOAuth2, variantOf } from '../model/service';

/** What a status means for a connection, whatever the service, in the words of the person who has to act. */
function generalFailures(service: Service, variant: Variant): VerificationFailure[] {
	const name = service.displayName;
	const refused = isOAuth2(variant)
		? `${name} no longer accepts this connection. Reconnect it.`
		: `${name} refused the ${variantOf(service, variant).label}. Check that it was copied whole and was not deleted, or make a new one.`;
	const down = (status: number): VerificationFailure => ({
		when: { status },
		message: `${name} is not answering properly (HTTP ${status}). The connection may be fine: try again in a few minutes, and look at the service's status page if it lasts.`,
	});
	return [
		{ when: { status: 401 }, message: refused },
		{
			when: { status: 403 },
			message: `${name} knows this connection but refused it: the user's role, the plan or the account's state does not allow it. Ask the account's owner.`,
		},
		{
			when: { status: 404 },
			message: `${name} does not know this address. Check the fields of this connection.`,
		},
		{
			when: { status: 429 },
			message: `${name} is receiving too many requests of this account. Try again in a minute.`,
		},
		...[500, 502, 503, 504].map(down),
	];
}

/** What the answer about declined permissions means: one message for each scope that may be the first. */
function declinedFailures({ displayName, permissions, oauth2 }: Service): VerificationFailure[] {
	const { firstDeclined } = oauth2?.partialConsent ?? {};
	if (firstDeclined === undefined) return [];
	const labels = new Map<string, string>();
	for (const { scopes, label } of Object.values(permissions)) {
		for (const scope of scopes) if (!labels.has(scope)) labels.set(scope, label);
	}
	return [...labels].map(([scope, label]) => ({
		when: { key: firstDeclined, value: scope },
		message: `"${label}" was declined on the consent page of ${displayName} (${scope}). To grant it, turn on "${ASK_AGAIN.displayName}" in the advanced settings and reconnect. If the connection does not need it, turn on "${ACCEPT_DECLINED.displayName}" there.`,
	}));
}

/** All failures of the verification, the service's own first. */
export function verificationFailures(service: Service, variant: Variant): VerificationFailure[] {
	const own = variantOf(service, variant).verify.failures ?? [];
	const told = new Set(own.map(({ when }) => ('status' in when ? when.status : undefined)));
	const general = generalFailures(service, variant).filter(
		({ when }) => !('status' in when && told.has(when.status)),
	);
	return [...own, ...(variant === 'oauth2' ? declinedFailures(service) : []), ...general];
}

/** The failures as rules of n8n's credential test. */
export function verificationRules(
	service: Service,
	variant: Variant,
): ICredentialTestRequest['rules'] {
	const failures = verificationFailures(service, variant);
	const rules = failures.map(({ when, message }) =>
		'status' in when
			? { type: 'responseCode', properties: { value: when.status, message } }
			: { type: 'responseSuccessBody', properties: { key: when.key, value: when.value, message } },
	);
	// n8n's type allows one kind of rule in a list; its tester reads each rule by its own type.
	return rules as ICredentialTestRequest['rules'];
}
