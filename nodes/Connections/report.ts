/** A connection as a row that a person reads: flat columns first, details nested at the end. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import type { Ending } from '../../connection/model/service';
import { missing, unneeded } from '../../connection/model/permissions';
import type { Credential, NamedCredential } from './api/credentials';
import { endingInWords, expiresInWords, firstEnding, isWithinADay, momentOf } from './ending';
import { ENTER_NEW_KEY, RECONNECT } from './inspect/causes';
import type { Verdict } from './inspect/verdict';
import { judgedBy } from './inspect/verdict';
import { authenticationOf, isKeyType, serviceOf } from './kinds';
import { ownerOf, reauthorizeUrl, sharedWith } from './record';
import { scopeAccessOf } from './scopeAccess';
import { kindOf } from './usage/catalogue';
import type { Needs } from './usage/needs';
import { labelled, needsOf, runs, shownBriefly, takers, usedByInWords } from './usage/needs';
import type { UsingWorkflow } from './usage/usage';
import { clipped, NONE, NOT_TOLD, shortly, UNUSED } from './words';

/** Permissions that a cell names at most. */
const NAMED = 3;

/** Permissions of a connection, by name; of n8n's own types, scopes. */
export interface Access {
	readonly required: readonly string[];
	readonly requested: readonly string[] | undefined;
	readonly granted: readonly string[] | undefined;
	/** `undefined` where it is not known what was granted. */
	readonly missing: readonly string[] | undefined;
	/** `undefined` where that is not known, or where no workflow uses the connection. */
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
	// What a node needs that is not known may be among it.
	const isComparable = needs.isUsed && needs.unknown.length === 0;
	if (!held) {
		return { required, requested, granted, missing: verdict?.missing, unneeded: undefined };
	}
	return {
		required,
		requested,
		granted,
		missing: bothOf(missing(service, required, { granted, requested }), verdict?.missing),
		unneeded: isComparable ? unneeded(service, required, held) : undefined,
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
	shortly(
		labelled(kindOf(type)?.service, names).map(({ label }) => label),
		NAMED,
	);

const inWords = (type: string, names: readonly string[] | undefined): string => {
	if (!names) return NOT_TOLD;
	return names.length > 0 ? labelsOf(type, names) : NONE;
};

/** Whose account it is, in words. */
export function accountOf(verdict: Verdict | undefined): string {
	const account = verdict?.findings?.account;
	if (!account) return NOT_TOLD;
	const { name, email } = account;
	return email && email !== name ? `${name} <${email}>` : name;
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
): { readonly message: string; readonly remedy: string } {
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

/** Characters of a message in a simplified row: n8n's table makes columns narrow, and rows as tall as their longest text. */
const MESSAGE = 120;

/** The columns of an inspection: those before the owner, so that both are seen without scrolling, and those behind. */
function inspectionColumns(
	facts: Facts,
	verdict: Verdict,
	access: Access,
	{ isUsed, isSimple }: { readonly isUsed: boolean; readonly isSimple: boolean },
): { readonly first: IDataObject; readonly then: IDataObject } {
	const { type } = facts.credential;
	const { message, remedy } = adviceOn(type, verdict, firstEnding(type, verdict), Date.now());
	return {
		first: { status: verdict.status, message: isSimple ? clipped(message, MESSAGE) : message },
		then: {
			cause: verdict.cause ?? (verdict.status === 'working' ? NONE : 'unknown'),
			account: accountOf(verdict),
			missing: inWords(type, access.missing),
			unneeded: isUsed ? inWords(type, access.unneeded) : UNUSED,
			expires: expiresInWords(type, verdict),
			remedy,
		},
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
						refreshTokenIfUnused: momentOf(endings.refreshTokenIfUnused),
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
						unneeded: needs.isUsed ? permissionsOf(type, access.unneeded) : UNUSED,
					}
				: {}),
		},
		workflows: using.map((workflow) => ({ ...shownBriefly(workflow), isAffected: runs(workflow) })),
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
	const { isUsed } = needs;
	const inspected = verdict && inspectionColumns(facts, verdict, access, { isUsed, isSimple });
	const using = takers(workflows);
	return {
		name,
		service: serviceOf(type),
		...inspected?.first,
		...(shared ? { owner: ownerOf(shared) } : {}),
		...inspected?.then,
		usedBy: usedByInWords(using),
		affectsActiveWorkflows: using.some(runs),
		reauthorizeUrl: reauthorizeUrl(connection, id),
		authentication: authenticationOf(type),
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
