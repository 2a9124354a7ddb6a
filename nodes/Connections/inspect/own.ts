/** Connections of this package's own types: their own nodes know everything about them. */
import { z } from 'zod';

import type { InquiredType } from '../../../builtin/inquiry';
import type { Account, Ending } from '../../../connection/model/service';
import type { Host } from '../../../operation/host';
import { kindOf, nodeOf } from '../usage/catalogue';
import type { Outcome } from './inlineRun';
import { errorOf } from './request';
import type { Judged } from './verdict';
import { judgedBy, works } from './verdict';

/** The inquiry that the type's own node makes. */
export function inquiryOfOwn(
	{ packagePrefix }: Pick<Host, 'packagePrefix'>,
	type: string,
): InquiredType | undefined {
	const node = nodeOf(type);
	const kind = kindOf(type);
	if (!node || !kind) return undefined;
	const { name, typeVersion, parameters } = node;
	return {
		service: kind.service.displayName,
		inquiries: [
			{
				node: `${packagePrefix}${name}`,
				typeVersion,
				parameters: { ...parameters, resource: 'connection', operation: 'get' },
			},
		],
		source: 'operation/connectionResource.ts',
	};
}

const labelled = z
	.array(z.object({ name: z.string() }))
	.nullish()
	.transform((permissions) => permissions?.map(({ name }) => name));

const moment = z
	.string()
	.nullish()
	.transform((text): Ending | undefined => {
		if (text === null || text === undefined) return undefined;
		return text === 'never' ? 'never' : new Date(text);
	});

const text = z
	.string()
	.nullish()
	.transform((value) => value ?? undefined);

/** The output of the operation Connection → Get. */
const got = z.object({
	account: z.object({ id: z.string(), name: z.string(), user: text, email: text, role: text }),
	permissions: z.object({
		requested: labelled,
		granted: labelled,
		declined: labelled,
		expired: labelled,
	}),
	tokenExpires: moment,
	refreshTokenExpires: moment,
	refreshTokenExpiresIfUnused: moment,
	accessEnds: moment,
});

function definedAccount({ id, name, user, email, role }: z.output<typeof got>['account']): Account {
	return {
		id,
		name,
		...(user ? { user } : {}),
		...(email ? { email } : {}),
		...(role ? { role } : {}),
	};
}

/**
 * What its own node tells of a connection.
 * @returns `undefined` where the type is not ours, or the node failed: n8n's test of our types says why
 */
export function judgeOwn(type: string, outcome: Outcome): Judged | undefined {
	const kind = kindOf(type);
	if (!kind || !('items' in outcome)) return undefined;
	const [item] = outcome.items;
	if (errorOf(item) !== undefined) return undefined;
	const read = got.safeParse(item);
	if (!read.success) return undefined;
	const { account, permissions, tokenExpires: token, accessEnds: access } = read.data;
	const { refreshTokenExpires: refreshToken, refreshTokenExpiresIfUnused: ifUnused } = read.data;
	const { requested, granted, declined = [], expired = [] } = permissions;
	const findings = {
		account: definedAccount(account),
		...(granted ? { granted } : {}),
		...(requested ? { requested } : {}),
		endings: {
			...(token ? { token } : {}),
			...(refreshToken ? { refreshToken } : {}),
			...(ifUnused ? { refreshTokenIfUnused: ifUnused } : {}),
			...(access ? { access } : {}),
		},
	};
	const service = kind.service.displayName;
	if (declined.length > 0) {
		return judgedBy('declined', service, { missing: declined, findings });
	}
	if (expired.length > 0) {
		return judgedBy('insufficientScope', service, { missing: expired, findings });
	}
	return works(`${service} accepts it`, findings);
}
