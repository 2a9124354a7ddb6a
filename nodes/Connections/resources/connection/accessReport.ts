import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import type { Risk } from '../../../../builtin/risk';
import { riskOf, RISKS } from '../../../../builtin/risk';
import { askedOf } from '../../../../builtin/scopes';
import { missing, scopesOf, unneeded } from '../../../../connection/model/permissions';
import type { Service } from '../../../../connection/model/service';
import { variantOf } from '../../../../connection/model/service';
import type { Credential } from '../../api/credentials';
import { credentialPages } from '../../api/credentials';
import { simplify, simplifyField } from '../../fields';
import { filters, filtersField, isMeant } from '../../filters';
import { checkAll } from '../../inspect/check';
import type { Verdict } from '../../inspect/verdict';
import { operation } from '../../operation';
import { reauthorizeUrl, shownCredential } from '../../record';
import { accountOf } from '../../report';
import { scopeAccessOf, scopeAdvice, scopesToPaste } from '../../scopeAccess';
import type { CredentialKind } from '../../usage/catalogue';
import { kindOf } from '../../usage/catalogue';
import type { Needs } from '../../usage/needs';
import { labelled, needsOf, runs, takers } from '../../usage/needs';
import type { UsingWorkflow } from '../../usage/usage';
import { usageOf } from '../../usage/usage';
import { NONE, NOT_TOLD, sentence, UNUSED } from '../../words';

/** How connections are inspected for the report. */
const INSPECTING = { atOnce: 5, timeout: 30_000 };

/** Permissions of a connection that its service tells, against those that its workflows need. */
interface Comparison {
	readonly missing: readonly string[];
	readonly unneeded: readonly string[];
	/** Permissions that are granted to the person and the app, and that this connection never requested. */
	readonly grantedToOthers: readonly string[];
}

function compare(service: Service, { findings }: Verdict, needs: Needs): Comparison | undefined {
	const { granted, requested } = findings ?? {};
	const held = granted ?? requested;
	if (!held) return undefined;
	const required = [...needs.required.keys()];
	const spare = unneeded(service, required, held);
	const isOfOthers = (name: string) => requested !== undefined && !requested.includes(name);
	return {
		missing: missing(service, required, { granted, requested }),
		unneeded: spare.filter((name) => !isOfOthers(name)),
		grantedToOthers: spare.filter(isOfOthers),
	};
}

const quoted = (service: Service, names: readonly string[]) =>
	labelled(service, names)
		.map(({ label }) => `"${label}"`)
		.join(', ');

const withArticle = (noun: string) => `${/^[AEIOU]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** The sentences of an advice: what is missing first, since workflows fail without it. */
function adviceOn(
	{ service, variant }: CredentialKind,
	{ missing: lacking, unneeded, grantedToOthers }: Comparison,
	{ unknown }: Needs,
	url: string,
): string {
	const key = withArticle(service.apiKey?.label ?? 'key');
	const add =
		variant === 'oauth2'
			? `Select ${quoted(service, lacking)} under Permissions and reconnect: ${url}`
			: `Make ${key} with the right to ${quoted(service, lacking)} and paste it: ${url}`;
	const remove =
		variant === 'oauth2'
			? `Unselect ${quoted(service, unneeded)} under Permissions and reconnect: ${url}`
			: `Make ${key} without the right to ${quoted(service, unneeded)} and paste it: ${url}`;
	const doubt = `${quoted(service, unneeded)} may not be needed. Check the nodes under "unknown" first.`;
	const others = `${quoted(service, grantedToOthers)} was granted to the same person and app for another connection. Leave it: revoking it would break that one.`;
	const sentences = [
		lacking.length > 0 ? add : [],
		unneeded.length > 0 ? (unknown.length > 0 ? doubt : remove) : [],
		grantedToOthers.length > 0 ? others : [],
	].flat();
	return sentences.length > 0
		? sentences.join('. ')
		: 'Nothing to do: it has exactly what is needed.';
}

const withoutMarkup = (text: string) => text.replace(/<[^>]*>/g, '');

/** Advice on what no workflow uses: to narrow it would help nobody. */
const UNUSED_ADVICE =
	"No workflow uses it. Delete it, unless n8n's Agents or Chat use it, which n8n's API does not tell.";

/** Advice where the service does not tell what was granted. */
function adviceWithout(kind: CredentialKind | undefined, verdict: Verdict | undefined): string {
	if (verdict && verdict.status !== 'working' && verdict.status !== 'limited') {
		return `${sentence(verdict.message)} ${verdict.remedy ?? ''}`.trim();
	}
	const notice = kind && variantOf(kind.service, kind.variant).accessNotice;
	return notice ? withoutMarkup(notice) : 'The service does not tell what the connection may do.';
}

const inWords = (service: Service | undefined, names: readonly string[] | undefined) => {
	if (!names) return NOT_TOLD;
	return names.length > 0
		? labelled(service, names)
				.map(({ label }) => label)
				.join(', ')
		: NONE;
};

/** What the workflows need of a connection, and who. */
const shownNeeds = (service: Service | undefined, { required, unknown }: Needs): IDataObject => ({
	required: [...required].map(([name, neededBy]) => ({
		...labelled(service, [name])[0],
		neededBy: neededBy.map((one) => ({ ...one })),
	})),
	unknown: unknown.map((one) => ({ ...one })),
});

/** What a report on a connection starts from. */
interface Known {
	readonly workflows: readonly UsingWorkflow[];
	readonly verdict: Verdict | undefined;
	readonly isSimple: boolean;
}

/** A row of the report, and what decides its place. */
interface Row {
	readonly risk: Risk;
	/** How many permissions could be unselected: none of what no workflow uses. */
	readonly unneeded: number;
	readonly item: IDataObject;
}

/** What a permission is at its service; without a scope its own name says what it is for. */
const scopesBehind = (service: Service, name: string): string[] => {
	const scopes = scopesOf(service, [name]);
	return scopes.length > 0 ? scopes : [name];
};

/** What could be removed first: the greatest risk, then the most. */
const byRisk = (one: Row, other: Row) =>
	RISKS.indexOf(one.risk) - RISKS.indexOf(other.risk) || other.unneeded - one.unneeded;

function reportOn(
	connection: Connection,
	credential: Credential,
	{ workflows, verdict, isSimple }: Known,
): Row {
	const needs = needsOf(workflows);
	const kind = kindOf(credential.type);
	const compared = kind && verdict ? compare(kind.service, verdict, needs) : undefined;
	const url = reauthorizeUrl(connection, credential.id);
	const builtin = kind
		? undefined
		: scopeAccessOf(credential.type, needs, verdict?.findings?.granted);
	const isBroken = verdict?.status === 'broken';
	// Of a type that neither n8n nor a node says anything about there is nothing to compare.
	const told =
		!isBroken && (askedOf(credential.type) || needs.required.size > 0) ? builtin : undefined;
	const adviceFor = () => {
		if (!needs.isUsed) {
			return verdict && isBroken ? `${sentence(verdict.message)} ${UNUSED_ADVICE}` : UNUSED_ADVICE;
		}
		if (kind && compared) return adviceOn(kind, compared, needs, url);
		return told ? scopeAdvice(credential.type, told, needs, url) : adviceWithout(kind, verdict);
	};
	const spare = (compared ?? builtin)?.unneeded;
	// With what no workflow uses, all that it holds can be removed.
	const removable = needs.isUsed ? spare : (spare ?? verdict?.findings?.granted);
	const risk = riskOf(
		kind ? removable?.flatMap((one) => scopesBehind(kind.service, one)) : removable,
	);
	const { name, service, authentication, owner, ...rest } = shownCredential(connection, credential);
	const item = {
		name,
		service,
		risk,
		missing: inWords(kind?.service, (compared ?? builtin)?.missing),
		unneeded: needs.isUsed ? inWords(kind?.service, spare) : UNUSED,
		advice: adviceFor(),
		scopesToPaste: (told && scopesToPaste(credential.type, told)) ?? NONE,
		account: accountOf(verdict),
		workflows: workflows.length,
		activeWorkflows: workflows.filter(runs).length,
		required: inWords(kind?.service, builtin?.required ?? [...needs.required.keys()]),
		granted: inWords(kind?.service, verdict?.findings?.granted ?? verdict?.findings?.requested),
		isCertain: (compared ?? builtin?.granted) !== undefined && needs.unknown.length === 0,
		authentication,
		owner,
		...rest,
		...(isSimple
			? {}
			: {
					details: {
						...shownNeeds(kind?.service, needs),
						...(builtin
							? { editable: [...builtin.editable], requestedByDefault: builtin.preset ?? null }
							: {}),
					},
				}),
	};
	return { risk, unneeded: needs.isUsed ? (spare?.length ?? 0) : 0, item };
}

/** What connections may do, beside what their workflows need of them. */
export const accessReport = operation({
	name: 'Access Report',
	requires: ['listCredentials', 'readCredentials', 'listWorkflows'],
	action: 'Report on the access of connections',
	description:
		'Compare the permissions that each connection has with those that its workflows need',
	fields: [filtersField, simplifyField],
	input: z.object({ filters, simplify }),
	list: async function* (connection, input, _limit, host) {
		const usage = await usageOf(connection, host);
		const rows: Row[] = [];
		for await (const page of credentialPages(connection)) {
			const meant = page.filter((credential) => isMeant(credential, input.filters, usage));
			const verdicts = await checkAll(connection, meant, { host, ...INSPECTING });
			for (const credential of meant) {
				rows.push(
					reportOn(connection, credential, {
						workflows: takers(usage.of(credential.id)),
						verdict: verdicts.get(credential.id),
						isSimple: input.simplify,
					}),
				);
			}
		}
		yield rows.sort(byRisk).map(({ item }) => item);
	},
});
