import { failureOfAnswer } from '../../connection/failure/failure.ts';
import { scopesOf } from '../../connection/model/permissions.ts';
import type { AnswerContext, Inquiry, Service, Variant } from '../../connection/model/service.ts';
import { variantsOf } from '../../connection/model/service.ts';
import {
	asked,
	type Asked,
	heldBy,
	knownScopes,
} from '../../sandbox/services/derived/declaration.mts';
import { answerTo } from '../../sandbox/services/derived/questions.mts';
import { services } from '../../services/index.ts';
import { pinOf, readPin } from './pins.mts';

/** Every question of every service whose answer is read. */
const questions = services.flatMap((service) =>
	variantsOf(service).flatMap((variant) =>
		asked(service, variant).flatMap((question) => {
			const { about, purpose } = question;
			if ('ends' in about || !about.parse) return [];
			return [[`${service.name} (${variant}, ${purpose})`, service, variant, question] as const];
		}),
	),
);

/** What a declaration makes of the example of an answer, for these scopes. */
function readExample(service: Service, variant: Variant, question: Asked, scopes: string[]) {
	const { body, headers } = answerTo(service, question, scopes);
	const { parts } = heldBy(service, variant, service.apiKey?.example);
	const context: AnswerContext = { status: 200, headers, parts };
	return (question.about as Inquiry).parse?.(body, context);
}

const ofPurpose = (...purposes: ReadonlyArray<Asked['purpose']>) =>
	questions.filter(([, , , { purpose }]) => purposes.includes(purpose));

const whole = (pattern = '') => new RegExp(`^(?:${pattern})$`);

describe.each(services.map((service) => [service.name, service] as const))(
	'%s',
	(_name, service) => {
		it('requests exactly what was pinned', async () => {
			expect(pinOf(service)).toEqual(await readPin(service));
		});

		it('reads its own refusal of a token or key, and says to reconnect', () => {
			const { status, body } = service.exampleRefusal ?? {
				status: 401,
				body: { error: 'invalid_token' },
			};
			const failure = failureOfAnswer(
				{
					service,
					variant: variantsOf(service)[0] ?? 'apiKey',
					connectionName: 'My connection',
					dialogUrl: 'https://n8n.example/home/credentials/7',
					request: 'GET /',
					redact: (text) => text,
				},
				{ status, body, isJson: true, harmless: true },
			);
			expect(failure).toMatchObject({ kind: 'reauthorize' });
			if (service.exampleRefusal) expect(service.parseError(body)).toBeDefined();
		});
	},
);

describe('the account', () => {
	it.each(ofPurpose('account'))(
		'%s is read from the example',
		(_name, service, variant, question) => {
			const account = readExample(service, variant, question, knownScopes(service, variant));
			expect(account).toMatchObject({
				id: expect.stringMatching(/\S/),
				name: expect.stringMatching(/\S/),
			});
			const { addressParts = {} } = account as { addressParts?: Record<string, string> };
			for (const [part, value] of Object.entries(addressParts)) {
				expect(value).toMatch(whole(service.address.parts?.[part]?.pattern));
			}
		},
	);

	it.each(ofPurpose('account'))(
		'%s is none in an answer that says nothing',
		(_name, _service, _variant, question) => {
			const { parse } = question.about as Inquiry;
			expect(() => parse?.({}, { status: 200, headers: {}, parts: {} })).toThrow();
		},
	);
});

describe('what was granted', () => {
	it.each(ofPurpose('granted'))(
		'%s is read from the example',
		(_name, service, variant, question) => {
			const scopes = knownScopes(service, variant).slice(0, 3);
			expect(scopes.length).toBeGreaterThan(0);
			expect(readExample(service, variant, question, scopes)).toMatchObject({ granted: scopes });
		},
	);

	it.each(ofPurpose('granted'))(
		'%s has ends that are to come, if any',
		(_name, service, variant, question) => {
			const read = readExample(service, variant, question, knownScopes(service, variant));
			const { endings = {} } = read as { endings?: Record<string, Date | 'never'> };
			for (const end of Object.values(endings)) {
				if (end !== 'never') expect(end.getTime()).toBeGreaterThan(Date.now());
			}
		},
	);
});

describe('a list to choose from', () => {
	it.each(ofPurpose('list'))('%s is read from the example', (_name, service, variant, question) => {
		const choices = readExample(service, variant, question, []) as Array<{ value: string }>;
		const { parts } = heldBy(service, variant);
		expect(choices.length).toBeGreaterThan(0);
		expect(Object.values(parts)).toContain(choices[0]?.value);
	});
});

describe('the smallest selection', () => {
	const single = services.flatMap((service) =>
		service.oauth2?.access === 'scopes'
			? Object.keys(service.permissions).map(
					(permission) => [service.name, permission, service] as const,
				)
			: [],
	);

	it.each(single)('of %s, "%s" alone, requests a scope', (_name, permission, service) => {
		expect(scopesOf(service, [permission]).length).toBeGreaterThan(0);
	});
});
