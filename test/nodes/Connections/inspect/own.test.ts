import { credentialTypeOf, variantsOf } from '../../../../connection/model/service';
import { inquiryOfOwn, judgeOwn } from '../../../../nodes/Connections/inspect/own';
import type { Host } from '../../../../operation/host';
import { services } from '../../../../services';

it('a connection of ours keeps when its refresh token ends, and when it does if unused', () => {
	const item = {
		account: { id: '1', name: 'Ada' },
		permissions: {},
		refreshTokenExpires: '2027-01-01T00:00:00.000Z',
		refreshTokenExpiresIfUnused: '2026-12-01T00:00:00.000Z',
	};
	expect(judgeOwn('atlassianConnectionOAuth2Api', { items: [item] })?.findings?.endings).toEqual({
		refreshToken: new Date('2027-01-01T00:00:00.000Z'),
		refreshTokenIfUnused: new Date('2026-12-01T00:00:00.000Z'),
	});
});

describe('the node that is asked about a connection of this package', () => {
	const host: Pick<Host, 'packagePrefix'> = { packagePrefix: 'n8n-nodes-connections.' };

	it.each(
		services.flatMap((service) => variantsOf(service).map((one) => credentialTypeOf(service, one))),
	)('is there for %s', (type) => {
		expect(inquiryOfOwn(host, type)?.inquiries).toHaveLength(1);
	});

	it('is the Connections node for the key of an n8n, whose account, scopes and end it tells', () => {
		expect(inquiryOfOwn(host, 'n8nConnectionApi')?.inquiries).toEqual([
			{
				node: 'n8n-nodes-connections.connections',
				typeVersion: 1,
				parameters: { resource: 'connection', operation: 'get' },
			},
		]);
		const item = {
			account: { id: 'https://n8n.example.com', name: 'n8n.example.com' },
			permissions: { granted: [{ name: 'listCredentials', label: 'List connections' }] },
			tokenExpires: '2027-01-01T00:00:00.000Z',
		};
		expect(judgeOwn('n8nConnectionApi', { items: [item] })).toMatchObject({
			status: 'working',
			findings: {
				account: { name: 'n8n.example.com' },
				granted: ['listCredentials'],
				endings: { token: new Date('2027-01-01T00:00:00.000Z') },
			},
		});
	});
});
