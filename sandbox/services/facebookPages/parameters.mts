import { z } from 'zod';

import { GraphError } from './graphError.mts';

/** A file that came in a multipart body. */
export interface UploadedFile {
	readonly name: string;
	readonly type: string;
	readonly bytes: number;
}

/** What a request says, wherever it says it: the Graph API takes a parameter from the query and from any body. */
export interface Parameters {
	/** By name; what is not a text in JSON is here as JSON. */
	readonly values: Readonly<Record<string, string>>;
	readonly files: Readonly<Record<string, UploadedFile>>;
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

const jsonObject = z.record(z.unknown());

/** A JSON body, or an error as the API answers one that is none. */
function readJson(text: string): Record<string, string> {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		throw new GraphError(100, '(#100) The request body is not valid JSON');
	}
	const body = jsonObject.safeParse(parsed);
	if (!body.success) throw new GraphError(100, '(#100) The request body is not a JSON object');
	return Object.fromEntries(
		Object.entries(body.data).map(([name, value]) => [name, asText(value)]),
	);
}

async function readForm(body: Buffer<ArrayBuffer>, type: string): Promise<Parameters> {
	let form: FormData;
	try {
		form = await new Response(body, { headers: { 'content-type': type } }).formData();
	} catch {
		throw new GraphError(100, '(#100) The multipart body cannot be read');
	}
	const values: Record<string, string> = {};
	const files: Record<string, UploadedFile> = {};
	for (const [name, value] of form) {
		if (typeof value === 'string') values[name] = value;
		else files[name] = { name: value.name, type: value.type, bytes: value.size };
	}
	return { values, files };
}

/**
 * Reads a body: JSON, multipart, or else a form.
 * @param type the Content-Type header
 * @throws GraphError 100 for a body that is not what it says
 */
export async function readBody(body: Buffer<ArrayBuffer>, type = ''): Promise<Parameters> {
	if (body.length === 0) return { values: {}, files: {} };
	if (type.startsWith('multipart/form-data')) return await readForm(body, type);
	const text = body.toString('utf8');
	const values = type.startsWith('application/json')
		? readJson(text)
		: Object.fromEntries(new URLSearchParams(text));
	return { values, files: {} };
}

/** Parameters whose values are secrets. */
const SECRETS = [
	'access_token',
	'appsecret_proof',
	'client_secret',
	'code',
	'fb_exchange_token',
	'input_token',
];

/** A secret within a text: in a query, or in JSON, also where that is a text in JSON itself. */
const WITHIN_TEXT = new RegExp(`\\b(${SECRETS.join('|')})(=|\\\\*":\\s*\\\\*")[^&"\\\\]*`, 'g');

/** Parameters as they may be kept: no secret of them is left, also not within a batch. */
export const withoutSecrets = (values: Readonly<Record<string, string>>) =>
	Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			SECRETS.includes(name) ? '(hidden)' : value.replace(WITHIN_TEXT, '$1$2(hidden)'),
		]),
	);
