/**
 * The gate of the page: who asks, whether they may, and whether what they ask was offered to them.
 *
 * n8n takes its own cookie out of what every node gets but its forms (n8n (npm): dist/webhooks/webhook-request-sanitizer.js).
 * So who is signed in is asked by n8n's Form Trigger with "n8n User Auth", which sends the person back with a ticket. From then
 * on the page has a session of its own.
 */
import { createHash, randomBytes } from 'node:crypto';

import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import { openConnection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { scopesOf } from '../../../connection/model/permissions';
import { isSameSecret } from '../../../operation/constantTime';
import { asFailure } from '../../../operation/group';
import { n8n } from '../../../services/n8n';
import { personById } from '../api/users';
import type { Person } from '../api/users';
import { cookieOf, setCookie } from './cookies';
import { HEADERS } from './headers';
import { refusalPage } from './refusal';
import type { AskedAct } from './request';
import { ACTS, PURPOSE, SHOWING, viewOf } from './request';
import type { Kind, Note } from './seal';
import { seal, unseal } from './seal';

/** The most bytes that a form of the page may have: the IDs of 900 connections have half of it. */
const LARGEST = 64 * 1024;

/** The most connections that can be selected: n8n reads no more than 1,000 fields of a form (Node.js: querystring.parse). */
const MOST = 900;

const SESSION = 'n8n-connections-page';
const SIGN_IN = 'n8n-connections-sign-in';

/** The roles of n8n whose people may manage all connections (@n8n/permissions (npm): dist/roles/scopes/global-scopes.ee.js). */
const MANAGERS: readonly string[] = ['global:owner', 'global:admin'];

/** A request at the gate, and what it is judged by. */
interface Gate {
	readonly context: IWebhookFunctions;
	readonly connection: Connection;
	readonly secret: Buffer;
	readonly node: string;
	readonly url: string;
}

/** Ends a request with a plain page. */
class Refused extends Error {
	readonly status: number;

	readonly title: string;

	/** An address at which the person can go on. */
	readonly link: string | undefined;

	constructor(status: number, title: string, message: string, link?: string) {
		super(message);
		this.status = status;
		this.title = title;
		this.link = link;
	}
}

const outOfDate = (url: string) =>
	new Refused(
		403,
		'Nothing was done',
		'The form is out of date or was not made for you. Open the page again.',
		url,
	);

/** Reads a note that was made at this gate. */
function read<K extends Kind>({ secret, node }: Gate, kind: K, sealed: unknown) {
	const note = unseal(secret, kind, sealed);
	return note?.node === node ? (note as Note<K> & { readonly ends: number }) : undefined;
}

function redirect({ context }: Gate, location: string): IWebhookResponseData {
	const response = context.getResponseObject();
	response
		.set({ ...HEADERS, location })
		.status(302)
		.end();
	return { noWebhookResponse: true };
}

/** The address of the form at which n8n asks who is there: as typed, or a path beside the page's own. */
function signInAddress({ context, url }: Gate): string {
	const form = String(context.getNodeParameter('signInForm', '')).trim();
	const path = String(context.getNodeParameter('path', '')).replace(/^\/+|\/+$/g, '');
	if (/^https?:\/\//.test(form)) return form;
	// "/webhook/connections" is beside "/form/connections-sign-in".
	const root = url.slice(0, url.length - path.length).replace(/[^/]+\/$/, '');
	return `${root}form/${form.replace(/^\/+/, '')}`;
}

/** What the notes say of a browser's state: n8n keeps the ticket with its execution, and must not keep what the cookie holds. */
const digestOf = (state: string) => createHash('sha256').update(state).digest('base64url');

/** Sends a person to n8n's sign-in, remembering by a cookie that it was this browser. */
function askWho(gate: Gate): IWebhookResponseData {
	const { context, secret, node, url } = gate;
	const state = randomBytes(16).toString('base64url');
	setCookie(context.getResponseObject(), url, SIGN_IN, state);
	const address = new URL(signInAddress(gate));
	address.searchParams.set('state', seal(secret, 'signIn', { node, url, state: digestOf(state) }));
	return redirect(gate, address.href);
}

/** Turns a ticket into a session, in the browser that was sent for it. */
function enter(gate: Gate, ticket: unknown): IWebhookResponseData {
	const { context, secret, node, url } = gate;
	const response = context.getResponseObject();
	const note = read(gate, 'ticket', ticket);
	const state = cookieOf(context.getHeaderData().cookie, SIGN_IN) ?? '';
	if (!note || !isSameSecret(Buffer.from(digestOf(state)), Buffer.from(note.state))) {
		throw new Refused(
			403,
			'Not signed in',
			'The sign-in has expired or was started in another browser. Open the page again.',
			url,
		);
	}
	setCookie(response, url, SIGN_IN);
	setCookie(response, url, SESSION, seal(secret, 'session', { node, user: note.user }));
	return redirect(gate, url);
}

/** Whether a person may use the page, by what the node is set to. */
function mayUse({ context }: Gate, { role, email }: Person): boolean {
	if (context.getNodeParameter('access', 'managers') !== 'people') return MANAGERS.includes(role);
	const people = String(context.getNodeParameter('people', '')).split(',');
	return people.some((one) => one.trim().toLowerCase() === email.toLowerCase());
}

/** The person, as n8n knows them now. */
async function personFor(gate: Gate, id: string): Promise<Person> {
	const person = await personById(gate.connection, id);
	if (person && mayUse(gate, person)) return person;
	throw new Refused(
		403,
		'Not for you',
		'Your account in n8n may not use the Connections page. Ask the owner of this n8n.',
		gate.url,
	);
}

const nameOf = ({ firstName, lastName, email }: Person) =>
	[firstName, lastName].flatMap((part) => part ?? []).join(' ') || email;

/** Refuses where the key cannot read what the page shows: the node behind could only fail. */
async function requireScopes({ connection, url }: Gate): Promise<void> {
	const { missing } = await connection.check(SHOWING);
	if (missing.length === 0) return;
	throw new Refused(
		502,
		'The page cannot be opened',
		`The API key of the page lacks the scopes ${scopesOf(n8n, missing).join(', ')}. Give it these in the settings of n8n.`,
		url,
	);
}

/** Lets a request through, to the nodes behind. */
function letIn(
	{ node, url }: Gate,
	person: Person,
	view: ReturnType<typeof viewOf>,
	act?: AskedAct,
): IWebhookResponseData {
	const user = { id: person.id, email: person.email, name: nameOf(person) };
	const page: IDataObject = { node, url, user, view, ...(act ? { act } : {}) };
	return { workflowData: [[{ json: { page } }]] };
}

/** Shows something. No GET changes anything. */
async function see(gate: Gate): Promise<IWebhookResponseData> {
	const query = gate.context.getQueryData() as Record<string, unknown>;
	if ('ticket' in query) return enter(gate, query.ticket);
	const session = read(gate, 'session', cookieOf(gate.context.getHeaderData().cookie, SESSION));
	if (!session) return askWho(gate);
	const person = await personFor(gate, session.user).catch((error: unknown) => {
		// Whoever signs in to n8n with another account can come in at once.
		if (error instanceof Refused) setCookie(gate.context.getResponseObject(), gate.url, SESSION);
		throw error;
	});
	await requireScopes(gate);
	return letIn(gate, person, viewOf(query));
}

/** What n8n read of the body. It says how large it was only in the request itself. */
function formOf({ context, url }: Gate): Record<string, unknown> {
	const request = context.getRequestObject();
	const size = Number(request.headers['content-length'] ?? Infinity);
	if (size > LARGEST) throw new Refused(413, 'Nothing was done', 'The form is too large.', url);
	if (!request.is('application/x-www-form-urlencoded')) {
		throw new Refused(415, 'Nothing was done', 'This is not a form of the page.', url);
	}
	return context.getBodyData();
}

/** Takes an act: its note was made here, for this person and this act, and is not over. */
async function act(gate: Gate): Promise<IWebhookResponseData> {
	const form = formOf(gate);
	const note = read(gate, 'act', form.token);
	const name = ACTS.find((one) => one === form.act);
	if (!note || !name || note.act !== name) throw outOfDate(gate.url);
	const person = await personFor(gate, note.user);
	// n8n keeps what goes on from here with the execution, and must not keep a note that still counts.
	const values = Object.entries(form).filter(
		([key, value]) => key !== 'token' && typeof value === 'string',
	);
	const ids = [form.one ?? form.id].flat().filter((id): id is string => typeof id === 'string');
	if (ids.length > MOST) {
		throw new Refused(
			413,
			'Nothing was done',
			`Select at most ${MOST} connections, or Verify All.`,
			gate.url,
		);
	}
	return letIn(gate, person, viewOf(form), {
		name,
		once: note.once,
		ends: note.ends,
		ids,
		values: Object.fromEntries(values) as Record<string, string>,
	});
}

/** The refusal that a failure means: of n8n's own API, which the page needs for everything. */
function refusalOf(error: unknown): Refused {
	if (error instanceof Refused) return error;
	const { message, kind } = asFailure(error);
	const isScope = error instanceof ConnectionFailure && kind === 'permission';
	const advice = isScope
		? 'The API key of the node Connections Page needs the scope user:read.'
		: `The page cannot ask n8n who you are: ${message}`;
	return new Refused(502, 'The page cannot be opened', advice);
}

async function openGate(context: IWebhookFunctions): Promise<Gate> {
	const url = context.getNodeWebhookUrl('default');
	if (!url || context.getMode() === 'manual') {
		throw new Refused(
			409,
			'Not published',
			'The page opens once its workflow is published. A test of the workflow does not show it.',
		);
	}
	const connection = await openConnection(context, n8n);
	const secret = connection.secretFor(PURPOSE);
	return { context, connection, secret, node: context.getNode().id, url };
}

/** Receives a request of a browser. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const gate = await openGate(context);
		return context.getRequestObject().method === 'POST' ? await act(gate) : await see(gate);
	} catch (error) {
		const { status, title, message, link } = refusalOf(error);
		const response = context.getResponseObject();
		response
			.status(status)
			.set(HEADERS)
			.send(refusalPage(title, message, link).toString());
		return { noWebhookResponse: true };
	}
}
