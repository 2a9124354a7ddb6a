/** Other users of the n8n of the tests, besides its owner. */
import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { type Client, createClient, type Owner } from '../../sandbox/client.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';

const invited = z.tuple([z.object({ user: z.object({ inviteAcceptUrl: z.string() }) })]);

async function post(url: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${url} was answered with ${response.status}: ${text}`);
	return JSON.parse(text);
}

/** Invites a member, who accepts. */
export async function inviteMember({ client, n8n }: Sandbox): Promise<Owner> {
	const email = `${randomUUID()}@example.com`;
	const password = 'Password1';
	const person = { email, password, firstName: 'Mia', lastName: 'Member' };
	const [{ user }] = invited.parse(
		await post(`${n8n.url}/api/v1/users`, [{ email, role: 'global:member' }], {
			'x-n8n-api-key': client.apiKey,
		}),
	);
	const token = new URL(user.inviteAcceptUrl).searchParams.get('token');
	const { firstName, lastName } = person;
	await post(`${n8n.url}/rest/invitations/accept`, { token, firstName, lastName, password }, {});
	return person;
}

/** Invites a member, who makes a key: what is created with it is in the member's personal project. */
export const createMember = async (sandbox: Sandbox): Promise<Client> =>
	await createClient(sandbox.n8n.url, await inviteMember(sandbox), sandbox.proxy);
