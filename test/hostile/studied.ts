/** Every operation with the settings and the answers with which it comes to its end. */
import type { INodeParameters } from 'n8n-workflow';

import { knownAddressParts, resolveAddress } from '../../connection/model/address';
import type { Variant } from '../../connection/model/service';
import { variantOf, variantsOf } from '../../connection/model/service';
import type { Row } from '../catalogue';
import { everyOperation } from '../catalogue';
import { Answers } from './answers';
import { stored } from './connected';
import type { Ran } from './run';
import { run } from './run';
import { settingsOf } from './values';

/** An operation, and the variant of the connection with which it runs. */
export interface Case {
	readonly row: Row;
	readonly variant: Variant;
}

/** Every operation with each variant of its service, by a name. */
export const cases: ReadonlyArray<readonly [string, Case]> = everyOperation.flatMap((row) =>
	variantsOf(row.service).map(
		(variant) =>
			[
				`${row.service.displayName} (${variant}): ${row.resource} ${row.operation}`,
				{ row, variant },
			] as const,
	),
);

/** The address below which a connection's paths are. */
export function baseOf({ service }: Row, variant: Variant): string {
	const told = Object.entries(variantOf(service, variant).addressParts ?? {})
		.filter(([, { from }]) => from === 'account')
		.map(([name]) => [name, service.address.parts?.[name]?.example ?? ''] as const);
	const known = knownAddressParts(service, variant, stored(service, variant));
	return resolveAddress(service, { ...Object.fromEntries(told), ...known });
}

/** What is known of an operation. */
export interface Studied {
	readonly settings: readonly INodeParameters[];
	readonly answers: Answers;
	/** What it does in each setting. */
	readonly runs: readonly Ran[];
}

/** Finds out with which settings and answers an operation comes to its end. */
export async function study({ row, variant }: Case): Promise<Studied> {
	const settings = settingsOf(row);
	const answers = new Answers(row, variant, settings[0] ?? {}, baseOf(row, variant));
	const runs: Ran[] = [];
	for (const parameters of settings) {
		await answers.study(row, variant, parameters);
		runs.push(await run({ row, variant, parameters, script: answers.script }));
	}
	return { settings, answers, runs };
}
