/** A connection as a row that a person reads: flat columns first, details nested at the end. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import type { Ending } from '../../connection/model/service';
import { missing, unneeded } from '../../connection/model/permissions';
import type { Credential, NamedCredential } from './api/credentials';
import { endingInWords, isWithinADay } from './ending';
import { ENTER_NEW_KEY, RECONNECT } from './inspect/causes';
import type { Verdict } from './inspect/verdict';
import { judgedBy } from './inspect/verdict';
import { authenticationOf, isKeyType, serviceOf } from './kinds';
import { ownerOf, reauthorizeUrl, sharedWith } from './record';
import { scopeAccessOf } from './scopeAccess';
import { kindOf } from './usage/catalogue';
import type { Needs } from './usage/needs';
import { labelled, needsOf, runs, shownBriefly, takers } from './usage/needs';
import type { UsingWorkflow } from './usage/usage';

/** Said where the service tells nothing. It is never "none". */
const NOT_TOLD = 'not told';
const NONE = 'none';

/** Permissions of a connection, by name; of n8n's own types, scopes. */
export interface Access {
	readonly required: readonly string[];
	readonly requested: readonly string[] | undefined;
	readonly granted: readonly string[] | undefined;
	/** `undefined` where it is not known what was granted. */
	readonly missing: readonly string[] | undefined;
	readonly unneeded: readonly string[] | undefined;
}

/** Everything about one connection. */
export interface Facts {
	readonly credential: NamedCredential &
		Partial<Pick<Credential, 'shared' | 'createdAt' | 'updatedAt'>>;
	readonly workflows: readonly UsingWorkflow[];
	/** `undefined` where it was not inspected. */
	readonly verdict: Verdict | undefined;
	/** Whether all projects may use it; nothing where it was not asked for. */
	readonly isForAll?: boolean | undefined;
}

/** What a comparison finds missing, and what the service says is; `undefined` where neither tells. */
const bothOf = (compared: readonly string[] | undefined, told: readonly string[] | undefined) =>
	compared ? [...new Set([...compared, ...(told ?? [])])] : told;

/** The access of a connection, as far as it is known, against what its workflows need. */
export function accessOf(
	{ credential: { type }, verdict }: Pick<Facts, 'credential' | 'verdict'>,
	needs: Needs,
): Access {
	const service = kindOf(type)?.service;
	const { granted, requested } = verdict?.findings ?? {};
	if (!service) {
		const compared = scopeAccessOf(type, needs, granted);
		const { required, unneeded: spare } = compared;
		const lacking = bothOf(compared.missing, verdict?.missing);
		return { required, requested, granted, missing: lacking, unneeded: spare };
	}
	const required = [...needs.required.keys()];
	const held = granted ?? requested;
	if (!held) {
		return { required, requested, granted, missing: verdict?.missing, unneeded: undefined };
	}
	return {
		required,
		requested,
		granted,
		missing: bothOf(missing(service, required, { granted, requested }), verdict?.missing),
		// What a node needs that is not known may be among it.
		unneeded: needs.unknown.length > 0 ? undefined : unneeded(service, required, held),
	};
}

/** A connection that works and lacks what its workflows need is limited. */
function verdictOf({ verdict, credential: { type } }: Facts, access: Access): Verdict | undefined {
	if (verdict?.status !== 'working' || !access.missing || access.missing.length === 0)
		return verdict;
	const detail = labelsOf(type, access.missing);
	const { took, checkedBy, findings } = verdict;
	return {
		...judgedBy('insufficientScope', serviceOf(type), { detail, checkedBy, findings }),
		took,
	};
}

const labelsOf = (type: string, names: readonly string[]): string =>
	labelled(kindOf(type)?.service, names)
		.map(({ label }) => label)
		.join(', ');

const inWords = (type: string, names: readonly string[] | undefined): string => {
	if (!names) return NOT_TOLD;
	return names.length > 0 ? labelsOf(type, names) : NONE;
};

const momentOf = (ending: Ending | undefined) =>
	ending instanceof Date ? ending.toISOString() : (ending ?? NOT_TOLD);

/** The first ending that a person has to act on: a token that n8n renews is none. */
export function firstEnding(type: string, verdict: Verdict): Ending | undefined {
	const { token, refreshToken, access } = verdict.findings?.endings ?? {};
	const kind = kindOf(type);
	const oauth2 = kind?.variant === 'oauth2' ? kind.service.oauth2 : undefined;
	const renews = kind ? oauth2?.expiry === 'refresh' : /OAuth2/.test(type);
	const known = [renews ? undefined : token, refreshToken, access].filter(
		(ending): ending is Ending => ending !== undefined,
	);
	const dates = known.filter((ending): ending is Date => ending instanceof Date);
	const [first] = dates.sort((a, b) => a.getTime() - b.getTime());
	return first ?? known[0];
}

/** Whose account it is, in words. */
function accountOf(verdict: Verdict | undefined): string {
	const account = verdict?.findings?.account;
	if (!account) return NOT_TOLD;
	const { name, email } = account;
	return email && email !== name ? `${name} <${email}>` : name;
}

/** Names of workflows for a cell: not more than a person reads. */
function namesOf(workflows: readonly UsingWorkflow[]): string {
	if (workflows.length === 0) return NONE;
	const shown = workflows.slice(0, 10).map(({ name }) => name);
	const rest = workflows.length - shown.length;
	return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

/** What to do where the cause says nothing of it. */
const REMEDIES: Readonly<Record<Verdict['status'], string>> = {
	working: NONE,
	limited: 'Open the connection.',
	broken: 'Open the connection.',
	unverifiable: 'Run a workflow that uses it, and see whether it fails.',
};

/** What to know of a connection, and what to do. That its access ends within a day counts as much as that it works. */
export function adviceOn(
	type: string,
	verdict: Verdict,
	ending: Ending | undefined,
	now: number,
): IDataObject {
	const { status, message, remedy } = verdict;
	const isUsable = status === 'working' || status === 'limited';
	if (isUsable && ending instanceof Date && isWithinADay(ending, now)) {
		return {
			message: `${message}. ${endingInWords('Its access', ending, now)}`,
			remedy: remedy ?? (isKeyType(type) ? ENTER_NEW_KEY : RECONNECT),
		};
	}
	return { message, remedy: remedy ?? REMEDIES[status] };
}

/** The columns of an inspection, in the order in which people read them. */
function inspectionColumns(facts: Facts, verdict: Verdict, access: Access): IDataObject {
	const { type } = facts.credential;
	const ending = firstEnding(type, verdict);
	return {
		status: verdict.status,
		cause: verdict.cause ?? (verdict.status === 'working' ? NONE : 'unknown'),
		account: accountOf(verdict),
		missing: inWords(type, access.missing),
		unneeded: inWords(type, access.unneeded),
		expires: momentOf(ending),
		...adviceOn(type, verdict, ending, Date.now()),
	};
}

const permissionsOf = (type: string, names: readonly string[] | undefined) =>
	names ? labelled(kindOf(type)?.service, names) : NOT_TOLD;

/** Everything, for workflows that go on with it. */
function detailsOf(
	facts: Facts,
	verdict: Verdict | undefined,
	access: Access,
	needs: Needs,
): IDataObject {
	const { type, shared = [], createdAt, updatedAt } = facts.credential;
	const { account, endings = {} } = verdict?.findings ?? {};
	const using = takers(facts.workflows);
	return {
		...(verdict
			? {
					checkedBy: verdict.checkedBy,
					milliseconds: verdict.took,
					account: account ? { ...account } : NOT_TOLD,
					expires: {
						token: momentOf(endings.token),
						refreshToken: momentOf(endings.refreshToken),
						access: momentOf(endings.access),
					},
				}
			: {}),
		permissions: {
			required: labelled(kindOf(type)?.service, access.required),
			unknownUses: needs.unknown.map((one) => ({ ...one })),
			...(verdict
				? {
						requested: permissionsOf(type, access.requested),
						granted: permissionsOf(type, access.granted),
						missing: permissionsOf(type, access.missing),
						unneeded: permissionsOf(type, access.unneeded),
					}
				: {}),
		},
		workflows: using.map(shownBriefly),
		sharedWith: sharedWith(shared),
		...(facts.isForAll === undefined ? {} : { sharedWithAll: facts.isForAll }),
		...(createdAt ? { createdAt, updatedAt } : {}),
	};
}

/**
 * A row about one connection.
 * @param isSimple whether the details are left out
 */
export function rowOf(connection: Connection, facts: Facts, isSimple: boolean): IDataObject {
	const { credential, workflows } = facts;
	const { id, name, type, shared } = credential;
	const needs = needsOf(workflows);
	const access = accessOf(facts, needs);
	const verdict = verdictOf(facts, access);
	const using = takers(workflows);
	return {
		name,
		service: serviceOf(type),
		authentication: authenticationOf(type),
		...(verdict ? inspectionColumns(facts, verdict, access) : {}),
		...(shared ? { owner: ownerOf(shared) } : {}),
		usedBy: namesOf(using),
		affectsActiveWorkflows: using.some(runs),
		reauthorizeUrl: reauthorizeUrl(connection, id),
		id,
		type,
		...(isSimple ? {} : { details: detailsOf(facts, verdict, access, needs) }),
	};
}

const SEVERITY: Readonly<Record<string, number>> = {
	broken: 0,
	limited: 1,
	unverifiable: 2,
	working: 3,
};

/** Rows by status, the worst first, then by name. */
export const bySeverity = (rows: readonly IDataObject[]): IDataObject[] =>
	[...rows].sort(
		(a, b) =>
			(SEVERITY[String(a.status)] ?? 0) - (SEVERITY[String(b.status)] ?? 0) ||
			String(a.name).localeCompare(String(b.name)),
	);
