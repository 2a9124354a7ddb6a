import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { checkPath } from './address';
import type { ApiKey, Grant, Introspection, Service, ServiceError } from './service';
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
/** An https address in whose path a part of the service's address may stand. */
const httpsTemplate = text('an https address without user name, port and fragment', (given) =>
	isHttpsAddress(given.replace(/\{\w+\}(?=\/)/g, 'part')),
);
const servicePath = text('a path below the service', isPath);
const inquiryUrl = text(
	'a path below the service, or an https address',
	(given) => isHttpsAddress(given) || isPath(given),
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
	scopes: z.array(scope),
	satisfiedBy: z.array(z.array(scope).nonempty('must name at least one scope')).optional(),
	includes: z.array(camelCase).optional(),
	source,
});

const addressPartOrigin = z.discriminatedUnion('from', [
	z.strictObject({ from: z.literal('account') }),
	z.strictObject({ from: z.literal('key'), pattern }),
	z.strictObject({ from: z.literal('field'), property: camelCase, default: words.optional() }),
	z.strictObject({ from: z.literal('host'), property: camelCase, default: words }),
]);

const query = z.record(z.string(), z.string());

const inquiry = z.strictObject({
	url: inquiryUrl,
	query: query.optional(),
});

const verificationFailure = z.strictObject({
	when: z.union([
		z.strictObject({ status }),
		z.strictObject({ key: z.string().min(1), value: z.string() }),
	]),
	message: problemAndAdvice,
});

const property = z.custom<INodeProperties>(
	(given) => typeof given === 'object' && given !== null,
	'must be a property',
);

const variant = z.strictObject({
	documentationUrl: httpsAddress,
	addressParts: z.record(addressPartOrigin).optional(),
	access: word('scopes', 'full', 'key'),
	accessNotice: sentence,
	verify: inquiry.extend({ failures: z.array(verificationFailure).optional() }),
	account: inquiry.extend({ parse: functionOf<ApiKey['account']['parse']>('an account') }),
	granted: inquiry.extend({ parse: functionOf<(answer: unknown) => Grant>('a grant') }).optional(),
	properties: z.array(property).optional(),
	advancedProperties: z.array(property).optional(),
});

const oauth2 = variant.extend({
	authorizeUrl: httpsTemplate,
	tokenUrl: httpsTemplate,
	revoke: z.strictObject({ path: servicePath, ends: z.enum(['grant', 'account']) }).optional(),
	introspection: z
		.strictObject({
			request: functionOf<Introspection['request']>('a request'),
			unwrap: functionOf<NonNullable<Introspection['unwrap']>>('an inner answer').optional(),
			parse: functionOf<Introspection['parse']>('endings'),
		})
		.optional(),
	clientAuthentication: word('body', 'header'),
	pkce: z.boolean(),
	scopeSeparator: word(' ', ','),
	partialConsent: z
		.strictObject({ declined: inquiry, firstDeclined: words, askAgain: query })
		.optional(),
	authorizeQuery: query.optional(),
	authorizeFields: z.record(z.string(), camelCase).optional(),
	scopeReplacedBy: camelCase.optional(),
	expiry: word('never', 'refresh', 'reauthorize'),
});

const apiKey = variant.extend({
	label: words,
	hint: sentence,
	pattern,
	example: words,
	ending: functionOf<NonNullable<ApiKey['ending']>>('an ending, or nothing').optional(),
	send: z.strictObject({
		header,
		prefix: text('a prefix on one line', (given) => !/[\r\n]/.test(given)),
	}),
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
	advice: sentence.optional(),
});

/** The values of a declaration, each by itself. */
const declaration = z.strictObject({
	name: camelCase,
	displayName: words,
	address: z.strictObject({
		template: z.string(),
		parts: z.record(z.strictObject({ label: words, pattern, example: words })).optional(),
	}),
	permissions: z.record(camelCase, permission),
	oauth2: oauth2.optional(),
	apiKey: apiKey.optional(),
	limits: z.strictObject({
		concurrency: positive,
		timeout: positive,
		pageSize: positive,
		window: positive.optional(),
	}),
	usage: functionOf<NonNullable<Service['usage']>>('a usage, or nothing').optional(),
	tokenProof: z.strictObject({ parameter: words, keySecret: camelCase.optional() }).optional(),
	secretFields: z.array(words).nonempty().optional(),
	parseError: functionOf<(body: unknown) => ServiceError | undefined>('an error, or nothing'),
	errors: z.array(errorRule),
	sources: z.array(source).nonempty('must name where the facts come from'),
});

/**
 * What a service may be. Parse a declaration with it in a test: nothing of it is needed when a service is used.
 * Its messages say what was given and what was expected.
 */
export const serviceSchema = declaration.pipe(
	z
		.custom<z.output<typeof declaration>>()
		// That the rules take it is also the proof that the schema gives nothing but services.
		.superRefine((service, context) => {
			for (const { path, message } of serviceRules(service)) {
				context.addIssue({ code: z.ZodIssueCode.custom, path: [...path], message });
			}
		}),
);
