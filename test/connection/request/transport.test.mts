/** n8n's own helpers, and a server of this machine: what becomes of a request that nobody waits for any more. */
import { createServer } from 'node:http';

import { ExecuteContext } from 'n8n-core';
import type {
	ICredentialsHelper,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createEmptyRunExecutionData, sleep, Workflow } from 'n8n-workflow';

import { keySignature, tokenSignature } from '../../../connection/request/signing.ts';
import { within } from '../../../connection/request/timeout.ts';
import type { Transport } from '../../../connection/request/transport.ts';
import { signedBy, signedWith, unsigned } from '../../../connection/request/transport.ts';
import { held, spaces } from '../../builders.ts';

/** Milliseconds. A connection that is not closed is noticed by this. */
const LIMIT = 10_000;

const KEY = 'spacesConnectionApi';
const GRANT = 'pagesConnectionOAuth2Api';

/** A stand-in for a type of the host, of which a test needs only some members. */
const partly = <T,>(members: Partial<T>): T => members as T;

/** A context of the real n8n, whose execution a person may stop. */
function contextOf(stop: AbortSignal): IExecuteFunctions {
	const node: INode = {
		id: 'node',
		name: 'Node',
		type: 'node',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [KEY]: { id: '1', name: 'Key' }, [GRANT]: { id: '2', name: 'Grant' } },
	};
	const type = partly<INodeType>({
		description: partly<INodeTypeDescription>({
			properties: [],
			credentials: [{ name: KEY }, { name: GRANT }],
		}),
	});
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: partly<INodeTypes>({ getByName: () => type, getByNameAndVersion: () => type }),
	});
	const credentialsHelper = partly<ICredentialsHelper>({
		getParentTypes: (name) => (name === GRANT ? ['oAuth2Api'] : []),
		getDecrypted: async (_data, _details, name) => (name === GRANT ? held.pages() : held.spaces()),
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		authenticate: async (_credentials, _name, options) => options as IHttpRequestOptions,
	});
	const input = [{ json: {} }];
	return new ExecuteContext(
		workflow,
		node,
		partly<IWorkflowExecuteAdditionalData>({ credentialsHelper, variables: {} }),
		'manual',
		createEmptyRunExecutionData(),
		0,
		input,
		{ main: [input] },
		{ node, data: { main: [input] }, source: null },
		[],
		stop,
	);
}

/** A server whose answer never ends, with what tells that a request came, and that its connection was closed. */
async function endless() {
	const came = Promise.withResolvers<string>();
	const closed = Promise.withResolvers<string>();
	const server = createServer((_request, response) => {
		response.writeHead(200);
		response.on('close', () => closed.resolve('closed'));
		came.resolve('came');
		const drip = async (): Promise<void> => {
			response.write(' ');
			await sleep(20);
			if (!response.closed) await drip();
		};
		void drip();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	return { url: `http://127.0.0.1:${port}/`, came: came.promise, closed: closed.promise, server };
}

const transports: ReadonlyArray<[string, (context: IExecuteFunctions) => Transport]> = [
	['signed by n8n with a key', (context) => signedBy(context, KEY)],
	['signed by n8n with a grant', (context) => signedBy(context, GRANT)],
	[
		'signed by a key',
		(context) => signedWith(context, keySignature(spaces, held.spaces().apiKey, {})),
	],
	[
		'signed with a token',
		(context) => signedWith(context, tokenSignature(spaces, 'apiKey', 'token')),
	],
	['unsigned', unsigned],
];

describe.each(transports)('a request that is %s', (_what, transportOf) => {
	/** Sends it to a server whose answer never ends. */
	const send = async (timeout: number, whenSent: (stop: AbortController) => void) => {
		const { url, came, closed, server } = await endless();
		const stop = new AbortController();
		const transport = transportOf(contextOf(stop.signal));
		try {
			const sent = within(
				timeout,
				stop.signal,
				async (abortSignal) =>
					await transport({ method: 'GET', url, encoding: 'text', timeout: 60_000, abortSignal }),
			).catch((error: unknown) => error);
			await came;
			whenSent(stop);
			return { error: await sent, connection: await closed };
		} finally {
			server.closeAllConnections();
			server.close();
		}
	};

	it(
		'has its connection closed when its time is over',
		async () => {
			const { error, connection } = await send(300, () => undefined);
			expect(error).toMatchObject({ code: 'ETIMEDOUT' });
			expect(connection).toBe('closed');
		},
		LIMIT,
	);

	it(
		'has its connection closed when the execution is stopped',
		async () => {
			const stopped = new Error('stopped by a person');
			const { error, connection } = await send(60_000, (stop) => stop.abort(stopped));
			expect(error).toBe(stopped);
			expect(connection).toBe('closed');
		},
		LIMIT,
	);
});
