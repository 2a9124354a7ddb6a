import type { INodeProperties } from 'n8n-workflow';

import type { Service } from '../model/service';

/** The settings of consent in parts: the names by which messages and expressions refer to them. */
export const ASK_AGAIN = { name: 'askAgain', displayName: 'Ask Again for Declined Permissions' };
export const ACCEPT_DECLINED = {
	name: 'acceptDeclined',
	displayName: 'Accept Declined Permissions',
};

/** The property that says in whose name a connection acts, where the person chooses. */
export const ACT_AS = 'actAs';

/** What a person can do about permissions that were declined on the consent page. */
export function consentSettings({ displayName, oauth2 }: Service): INodeProperties[] {
	if (!oauth2?.partialConsent?.declined) return [];
	return [
		{
			...ASK_AGAIN,
			type: 'boolean',
			default: false,
			description: `Whether ${displayName} asks again, when you reconnect, for permissions that were declined before`,
		},
		{
			...ACCEPT_DECLINED,
			type: 'boolean',
			default: false,
			description:
				'Whether the test of this connection passes although a permission was declined on the consent page',
		},
	];
}
