/** What must hold of everything that is sent, said and left behind, whatever was put in. */
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Service, Variant } from '../../connection/model/service';
import { BEARER, variantOf } from '../../connection/model/service';
import { hostsOf, secretsIn, signed } from './connected';
import type { Ran } from './run';

/** Whose requests and errors are looked at. */
export interface Held {
	readonly service: Service;
	readonly variant: Variant;
	readonly credentials: ICredentialDataDecryptedObject;
}

const HEADERS = ['Accept', 'Content-Type', 'Authorization', 'X-N8N-API-KEY'];

/** Everything that can be read of a value, also what does not show itself. */
export function allOf(value: unknown, seen = new Set<unknown>()): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null || seen.has(value)) return [];
	seen.add(value);
	return Reflect.ownKeys(value).flatMap((key) => [
		String(key),
		...allOf(Reflect.get(value, key), seen),
	]);
}

/** The text of a request without the part of it that signs it. */
function unsignedText({ headers = {}, ...rest }: IHttpRequestOptions, signs: readonly string[]) {
	const others = Object.entries(headers).filter(([name]) => !signs.includes(name));
	return allOf({ ...rest, headers: Object.fromEntries(others) }).join('\n');
}

const segmentsOf = (path: string) => path.split('/').map(decodeURIComponent);

/** A request that goes where it should, carries what it should, and nothing else. */
export async function expectHarmless(held: Held, request: IHttpRequestOptions): Promise<void> {
	const { service, variant, credentials } = held;
	expect(request.url).toMatch(/^[\x21-\x7e]+$/);
	const url = new URL(request.url);
	expect(hostsOf(service, variant, credentials)).toContain(url.host);
	expect(url.username + url.password + url.hash + url.search).toBe('');
	// Nothing in it is read as something else than it says, such as a path with "..".
	const written = request.url.slice(request.url.indexOf('/', 'https://'.length));
	expect(segmentsOf(url.pathname)).toEqual(segmentsOf(written));
	expect(decodeURIComponent(url.pathname)).not.toMatch(/\p{Cc}/u);
	expect(request.disableFollowRedirect).toBe(true);
	for (const [name, value] of Object.entries(request.headers ?? {})) {
		expect(HEADERS).toContain(name);
		expect(String(value)).toMatch(/^[\x20-\x7e]+$/);
	}
	await expectSigned(held, request);
}

/** The secret is where the service takes it, and nowhere else. */
async function expectSigned(
	{ service, variant, credentials }: Held,
	request: IHttpRequestOptions,
): Promise<void> {
	const secrets = secretsIn(credentials);
	const { introspection } = variant === 'oauth2' ? variantOf(service, variant) : {};
	const isIntrospection =
		request.method === 'POST' && introspection && request.url.endsWith(introspection.url);
	const { sign = BEARER } = service.apiKey ?? {};
	if (sign.by !== 'header') throw new Error('these keys stand in a header');
	const { name: header, prefix = '' } = sign;
	const signature = request.headers?.[header];
	const own = `${prefix}${String(credentials.apiKey)}`;
	// Else it is one that the service gave, as of a page.
	if (signature !== undefined && signature !== own) {
		expect(service.secretFields).toBeDefined();
		expect(signature).toMatch(/^Bearer [\x21-\x7e]+$/);
	}
	const text = unsignedText(isIntrospection ? { ...request, body: {} } : request, [header]);
	for (const secret of secrets) expect(text).not.toContain(secret);
	if (variant === 'apiKey' && signature === undefined) {
		const sent = await signed(service, credentials, request);
		expect(sent.headers?.[header]).toBe(`${prefix}${String(credentials.apiKey)}`);
	}
}

/** Words of an error that nobody foresaw. */
const CRASH =
	/fault of its own|ZodError|"code":|TypeError|RangeError|SyntaxError|Cannot read|is not a function|is not iterable|undefined \(reading/;

/** An error that a person understands, and that holds no secret in any of its places. */
export function expectDecent(error: unknown, secrets: readonly string[]): void {
	expect(error instanceof NodeOperationError || error instanceof NodeApiError).toBe(true);
	const { message } = error as NodeOperationError;
	expect(message.trim()).not.toBe('');
	expect(message).not.toMatch(CRASH);
	const everything = allOf(error).join('\n');
	for (const secret of secrets) expect(everything).not.toContain(secret);
}

/** All of it, of a run. */
export async function expectDecentRun(
	held: Held,
	{ requests, errors, logged }: Ran,
): Promise<void> {
	for (const request of requests) await expectHarmless(held, request);
	const secrets = secretsIn(held.credentials);
	for (const error of errors) expectDecent(error, secrets);
	for (const secret of secrets) expect(logged.join('\n')).not.toContain(secret);
	expectUnpolluted();
}

const OWNERS = [Object.prototype, Array.prototype, Function.prototype, String.prototype];

const keysOfPrototypes = () => OWNERS.map((owner) => Reflect.ownKeys(owner));

const before = keysOfPrototypes();

/** What all objects share is as it was. */
export function expectUnpolluted(): void {
	expect(keysOfPrototypes()).toEqual(before);
}
