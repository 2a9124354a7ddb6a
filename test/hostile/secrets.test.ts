/** Services that echo a key or a token: wherever it stands in their answer, and however it is written there. */
import { fc } from '../fuzz';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { ScriptedAnswer } from '../builders';
import { GIVEN, keysOf, secretsIn, stored } from './connected';
import { allOf, expectDecentRun } from './harmless';
import { hurried } from './hurried';
import type { Case } from './studied';
import { cases, study } from './studied';
import { run } from './run';
import { textsIn, withAt } from './trees';

/** How a secret is written where it is echoed, and what of it nobody may see. */
const FORMS: Readonly<Record<string, (secret: string) => string>> = {
	plain: (secret) => secret,
	inAUrl: (secret) => encodeURIComponent(secret),
	inAForm: (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
	inSmallLetters: (secret) =>
		encodeURIComponent(secret).replace(/%../g, (sign) => sign.toLowerCase()),
	base64: (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
	base64url: (secret) => Buffer.from(secret).toString('base64url'),
	json: (secret) => JSON.stringify(secret).slice(1, -1),
};

/** Error documents in the forms of all services, with a text in each of their places. */
const refusals = (said: string): unknown[] => [
	{
		type: said,
		title: said,
		status: 400,
		detail: said,
		message: said,
		code: said,
		error: said,
		error_description: said,
		errors: [{ field: said, message: said }],
		suberrors: [{ message: said }],
	},
	{ error: { message: said, type: said, code: 100, error_subcode: 1, error_user_msg: said } },
	said,
	[said],
];

/** What echoes a secret. */
interface Echo {
	readonly form: string;
	readonly secret: number;
	readonly around: readonly [string, string];
	readonly status: number;
	readonly number: number;
	readonly kind: number;
}

const echo: fc.Arbitrary<Echo> = fc.record({
	form: fc.constantFrom(...Object.keys(FORMS)),
	secret: fc.nat(5),
	around: fc.tuple(
		fc.constantFrom('', 'Bearer ', '"', '<p>', 'key='),
		fc.constantFrom('', '"', '</p>', '&', ' is wrong'),
	),
	status: fc.constantFrom(200, 200, 400, 401, 403, 404, 409, 422, 429, 500, 503),
	number: fc.integer({ min: 1, max: 3 }),
	kind: fc.nat(7),
});

/** An answer with an echo in its body, its headers, or in each text of what was expected. */
function echoing(body: unknown, said: string, { kind, status }: Echo): ScriptedAnswer {
	const documents = refusals(said);
	const everywhere = textsIn(body).reduce((tree, place) => withAt(tree, place, said), body);
	const shown = kind < documents.length ? documents[kind] : everywhere;
	const isPage = kind === 7;
	return {
		statusCode: status,
		headers: { 'www-authenticate': said, 'x-echo': said, 'retry-after': said },
		body: isPage ? `<html>${said}</html>` : (JSON.stringify(shown) ?? ''),
	};
}

/** Connections with any key of the service. */
const connections = ({ row, variant }: Case): fc.Arbitrary<ICredentialDataDecryptedObject> =>
	variant === 'oauth2'
		? fc.constant(stored(row.service, variant))
		: keysOf(row.service).map((key) => stored(row.service, variant, key));

describe.each(cases)('%s', (_name, one) => {
	const { row, variant } = one;

	it('tells nobody what the service echoes', async () => {
		const { settings, answers } = await study(one);
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...settings),
				connections(one),
				echo,
				async (parameters, credentials, given) => {
					const held = { service: row.service, variant, credentials };
					const secrets = secretsIn(credentials).filter((secret) => secret !== GIVEN);
					const secret = secrets[given.secret % secrets.length] ?? '';
					const written = FORMS[given.form]?.(secret) ?? '';
					const said = given.around.join(written);
					const ran = await hurried(
						async () =>
							await run({
								row,
								variant,
								parameters,
								credentials,
								script: (request, count) =>
									count === given.number
										? echoing(answers.bodyFor(request), said, given)
										: answers.script(request, count),
							}),
					);
					await expectDecentRun(held, ran);
					const told = [...allOf(ran.errors), ...ran.logged];
					// What a free request is answered is given on: without the secrets in it.
					if (row.resource === 'apiRequest') told.push(...allOf(ran.items));
					expect(told.filter((text) => text.includes(written))).toEqual([]);
				},
			),
			{ numRuns: row.resource === 'apiRequest' ? 150 : 20 },
		);
	});
});
