import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { checkPath } from './address';
import type {
	Account,
	ApiKey,
	Choice,
	Grant,
	HeldGrant,
	Introspection,
	ReadInquiry,
	Service,
	ServiceError,
} from './service';
import { serviceRules } from './rules';

/** A text of some form; what was given and what was expected is said when it has another. */
const text = (expected: string, isRight: (given: string) => boolean) =>
	z
		.string({ message: `must be ${expected}` })
		.refine(isRight, (given) => ({ message: `"${given}" is not ${expected}` }));

/** One word of a list. */
const word = <const W extends readonly [string, ...string[]]>(...words: W) =>
	z.enum(words, {
		errorMap: (_issue, { data }) => ({
			message: `${JSON.stringify(data)} is not one of ${words.join(', ')}`,
		}),
	});

const isCamelCase = (given: string) => /^[a-z][A-Za-z0-9]*$/.test(given);

type AccountReader = ReadInquiry<Account>['parse'];
type GrantReader = ReadInquiry<Grant | undefined>['parse'];
type ChoiceReader = ReadInquiry<readonly Choice[]>['parse'];

/** Without a user name, a port or a fragment, which a person could mistake for the host. */
const isHttpsAddress = (given: string) =>
	/^https:\/\/([a-z0-9-]+\.)+[a-z]+(?:[/?][^\s#\\]*)?$/.test(given) && URL.canParse(given);

const isPath = (given: string) => {
	try {
		return checkPath(given) === given;
	} catch {
		return false;
	}
};

const isPattern = (given: string) => {
	try {
		return given !== '' && new RegExp(given) instanceof RegExp;
	} catch {
		return false;
	}
};

const SOURCE_FORMS = [/^[\w.-]+\/[\w.-]+: \S/, /^(?:@[\w.-]+\/)?[\w.-]+ \(npm\): \S/];

const words = text('a text without blanks around it', (given) => /^\S(?:.*\S)?$/s.test(given));
const camelCase = text('a name in camelCase', isCamelCase);
const httpsAddress = text('an https address without user name, port and fragment', isHttpsAddress);
/** A host of which, if anything, the first label varies, before a domain of at least two fixed labels. */
const HOST = /^https:\/\/(?:[a-z0-9-]*\{\w+\}[a-z0-9-]*(?:\.[a-z0-9-]+){2,}|[^/{}]+)(?:\/|$)/;

/** An https address in which parts of the service's address may stand. */
const isTemplate = (given: string) =>
	HOST.test(given) && isHttpsAddress(given.replace(/\{\w+\}/g, 'part'));

const httpsTemplate = text(
	'an https address without user name, port and fragment, of whose host only the first label may vary',
	isTemplate,
);
const origin = text(
	'an https address without a path',
	(given) => /^https:\/\/[^/]+$/.test(given) && isTemplate(given),
);
const inquiryUrl = text(
	'a path below the service, or an https address',
	(given) => isTemplate(given) || isPath(given.replace(/\{\w+\}/g, 'part')),
);
const pattern = text('a regular expression', isPattern);
const sentence = text('a sentence with a full stop', (given) => /\S\.$/.test(given));
const problemAndAdvice = text(
	'what happened and what to do, each in a sentence with a full stop',
	(given) => /\S\. \S.*\S\.$/s.test(given),
);
const scope = text('a scope without blanks and commas', (given) => /^[^\s,]+$/.test(given));
const header = text('the name of a header', (given) => /^[A-Za-z][A-Za-z0-9-]*$/.test(given));
const source = text(
	'a source: an https address, "owner/repo: path" or "name (npm): path"',
	(given) => isHttpsAddress(given) || SOURCE_FORMS.some((form) => form.test(given)),
);
const positive = z.number({ message: 'must be a number' }).refine(
	(given) => Number.isSafeInteger(given) && given > 0,
	(given) => ({
		message: `${given} is not a positive whole number`,
	}),
);
const status = z.number().int().min(100).max(599);

/** A function; its type is what the declaration says, since a function cannot be parsed. */
const functionOf = <F>(what: string) =>
	z.custom<F>((given) => typeof given === 'function', `must be a function that gives ${what}`);

const permission = z.strictObject({
	label: words,
	description: sentence.optional(),
	group: words.optional(),
	scopes: z.array(scope),
	satisfiedBy: z.array(z.array(scope).nonempty('must name at least one scope')).optional(),
	includes: z.array(camelCase).optional(),
	default: z.literal(true).optional(),
	source,
});

const field = z.strictObject({
	label: words,
	pattern,
	example: words,
	description: words.optional(),
	default: z.string().optional(),
	options: z.record(z.string(), words).optional(),
	secret: z.literal(true).optional(),
});

const query = z.record(z.string(), z.string());

/** Values of headers: a line break would begin another one. */
const headers = z.record(
	header,
	text('a value on one line', (given) => !/[\r\n]/.test(given)),
);

const encoding = word('form', 'json').optional();
const signer = word('connection', 'client', 'none').optional();

const exampleBody = z.custom<object>(
	(given) => typeof given === 'object' && given !== null,
	'must be the body of an answer',
);

/** An example of an answer, or a function that makes it from scopes. */
const example = <T>(form: z.ZodType<T>) =>
	z.union([functionOf<(granted: readonly string[]) => T>('an example'), form]).optional();

const inquiry = z.strictObject({
	method: word('GET', 'POST').optional(),
	url: inquiryUrl,
	query: query.optional(),
	headers: headers.optional(),
	body: z.union([query, functionOf<(held: HeldGrant) => IDataObject>('a body')]).optional(),
	encoding,
	sign: signer,
	example: example(exampleBody),
	exampleHeaders: example(headers),
});

const addressPartOrigin = z.discriminatedUnion('from', [
	z.strictObject({ from: z.literal('account') }),
	z.strictObject({ from: z.literal('key'), pattern }),
	z.strictObject({ from: z.literal('field'), property: camelCase, default: words.optional() }),
	z.strictObject({ from: z.literal('token'), field: words, pattern }),
	z.strictObject({
		from: z.literal('choice'),
		property: camelCase,
		list: inquiry.extend({ parse: functionOf<ChoiceReader>('choices') }),
	}),
	z.strictObject({ from: z.literal('host'), property: camelCase, default: words }),
]);

const verificationFailure = z.strictObject({
	when: z.union([
		z.strictObject({ status }),
		z.strictObject({ key: z.string().min(1), value: z.union([z.string(), z.boolean()]) }),
	]),
	message: problemAndAdvice,
});

/** A property of n8n, which n8n's own linter checks where it is written out. */
const property = z.custom<INodeProperties>(
	(given) => typeof given === 'object' && given !== null && 'name' in given && 'type' in given,
	"must be one of n8n's properties",
);

const lifetime = z
	.strictObject({
		of: word('token', 'refreshToken', 'access'),
		days: positive.optional(),
		from: word('issued', 'lastUse').optional(),
		field: words.optional(),
		when: words.optional(),
		source,
	})
	.refine(
		({ days, field: told }) => (days === undefined) !== (told === undefined),
		'must have either days or the field that tells',
	);

const signing = z.discriminatedUnion('by', [
	z.strictObject({
		by: z.literal('header'),
		name: header,
		prefix: text('a prefix on one line', (given) => !/[\r\n]/.test(given)).optional(),
	}),
	z.strictObject({ by: z.literal('basic'), user: z.string(), password: z.string() }),
	z.strictObject({ by: z.literal('query'), parameters: query }),
	z.strictObject({ by: z.literal('path') }),
]);

const revocation = z.strictObject({
	method: word('DELETE', 'POST', 'GET').optional(),
	url: inquiryUrl,
	query: query.optional(),
	body: query.optional(),
	encoding,
	sign: signer,
	ends: word('grant', 'account'),
});

const variant = z.strictObject({
	documentationUrl: httpsAddress,
	addressParts: z.record(addressPartOrigin).optional(),
	access: word('scopes', 'full', 'key', 'chosen'),
	accessNotice: sentence.optional(),
	sign: signing.optional(),
	verify: inquiry.extend({ failures: z.array(verificationFailure).optional() }),
	account: inquiry.extend({ parse: functionOf<AccountReader>('an account') }).optional(),
	granted: inquiry.extend({ parse: functionOf<GrantReader>('a grant') }).optional(),
	revoke: revocation.optional(),
	lifetimes: z.array(lifetime).optional(),
	fields: z.record(camelCase, field).optional(),
	properties: z.array(property).optional(),
	advancedProperties: z.array(property).optional(),
});

const scopeRules = z.strictObject({
	separator: word(' ', ',').optional(),
	always: z.array(scope).optional(),
	parameter: words.optional(),
});

const ofAnyGrant = variant.extend({
	tokenUrl: httpsTemplate,
	clientAuthentication: word('body', 'header'),
	scopes: scopeRules.optional(),
	introspection: inquiry
		.extend({
			unwrap: functionOf<NonNullable<Introspection['unwrap']>>('an inner answer').optional(),
			parse: functionOf<Introspection['parse']>('endings'),
		})
		.optional(),
	expiredStatus: status.optional(),
});

const oauth2 = ofAnyGrant.extend({
	authorizeUrl: httpsTemplate,
	pkce: z.boolean(),
	identities: z
		.record(
			camelCase,
			z.strictObject({ label: words, parameter: words, token: words, granted: words }),
		)
		.optional(),
	partialConsent: z
		.strictObject({
			declined: inquiry.optional(),
			firstDeclined: words.optional(),
			askAgain: query.optional(),
		})
		.optional(),
	authorizeQuery: query.optional(),
	authorizeFields: z.record(z.string(), camelCase).optional(),
	scopeReplacedBy: camelCase.optional(),
	expiry: word('never', 'refresh', 'reauthorize'),
	extension: z.strictObject({ grantType: words, parameter: words }).optional(),
	rotates: z.literal(true).optional(),
});

const apiKey = variant.extend({
	label: words,
	hint: sentence,
	pattern,
	example: words,
	ending: functionOf<NonNullable<ApiKey['ending']>>('an ending, or nothing').optional(),
});

const pages = { records: words.optional(), size: words.optional() };

const paging = z.discriminatedUnion('by', [
	z.strictObject({ by: z.literal('offset'), offset: words, ...pages }),
	z.strictObject({ by: z.literal('page'), page: words, first: z.number().optional(), ...pages }),
	z.strictObject({
		by: z.literal('cursor'),
		cursor: words,
		next: words,
		in: word('query', 'body').optional(),
		...pages,
	}),
	z.strictObject({ by: z.literal('link'), ...pages }),
	z.strictObject({ by: z.literal('nextUrl'), next: words, ...pages }),
]);

const rate = z.strictObject({
	requests: positive,
	per: positive,
	penalty: positive.optional(),
	each: z.strictObject({ label: words, pattern }).optional(),
});

const errorRule = z.strictObject({
	when: z
		.strictObject({
			status: z.array(status).nonempty().optional(),
			code: z.array(z.string().min(1)).nonempty().optional(),
			json: z.boolean().optional(),
		})
		.refine((when) => Object.keys(when).length > 0, 'must name a status, a code or json'),
	kind: word(
		'reauthorize',
		'permission',
		'throttled',
		'input',
		'notFound',
		'unavailable',
		'unreadable',
		'outcomeUnknown',
	),
	cause: word(
		'notConnected',
		'revoked',
		'expired',
		'declined',
		'insufficientScope',
		'wrongKey',
		'wrongAddress',
		'forbidden',
		'rateLimited',
		'serviceUnavailable',
		'timeout',
	).optional(),
	advice: sentence.optional(),
});

/** The values of a declaration, each by itself. */
const declaration = z.strictObject({
	name: camelCase,
	displayName: words,
	address: z.strictObject({
		template: z.string(),
		hosts: z.array(origin).optional(),
		parts: z.record(camelCase, field).optional(),
	}),
	permissions: z.record(camelCase, permission),
	oauth2: oauth2.optional(),
	clientCredentials: ofAnyGrant.optional(),
	apiKey: apiKey.optional(),
	request: z
		.strictObject({
			headers: headers.optional(),
			lists: word('brackets', 'repeat', 'comma').optional(),
			body: word('json', 'form').optional(),
		})
		.optional(),
	limits: z.strictObject({
		concurrency: positive,
		timeout: positive,
		pageSize: positive,
		window: positive.optional(),
		rate: rate.optional(),
	}),
	paging: paging.optional(),
	usage: functionOf<NonNullable<Service['usage']>>('a usage, or nothing').optional(),
	tokenProof: z.strictObject({ parameter: words, keySecret: camelCase.optional() }).optional(),
	secretFields: z.array(words).nonempty().optional(),
	parseError: functionOf<(body: unknown) => ServiceError | undefined>('an error, or nothing'),
	errors: z.array(errorRule),
	exampleRefusal: z.strictObject({ status, body: exampleBody }).optional(),
	sources: z.array(source).nonempty('must name where the facts come from'),
});

/**
 * What a service may be. Parse a declaration with it in a test: nothing of it is needed when a service is used.
 * Its messages say what was given and what was expected.
 */
export const serviceSchema: z.ZodType<Service, z.ZodTypeDef, unknown> = declaration.pipe(
	z
		.custom<z.output<typeof declaration>>()
		// That the rules take it is also the proof that the schema gives nothing but services.
		.superRefine((service, context) => {
			for (const { path, message } of serviceRules(service)) {
				context.addIssue({ code: z.ZodIssueCode.custom, path: [...path], message });
			}
		}),
);
