import { resources } from '../../../nodes/FacebookPages/resources';
import { runOperation } from '../../../operation/run';
import { facebookPages } from '../../../services/facebookPages';
import { answer, host, markers } from '../../builders';

const revoke = resources.connection?.operations.revoke;

describe('the revocation of a connection to Facebook', () => {
	it('says in its form what else stops', () => {
		expect(revoke?.fields[0]).toMatchObject({
			name: 'account',
			hint: expect.stringMatching(/every other connection of the same person .* stops/),
		});
	});

	it('says in its result what else has stopped', async () => {
		const { context, requests } = host({
			service: facebookPages,
			resources,
			credentials: { oauthTokenData: { access_token: markers.grant } },
			parameters: { resource: 'connection', operation: 'revoke', account: 'Ada' },
			script: ({ method }) =>
				method === 'DELETE'
					? answer(200, { success: true })
					: answer(200, { id: '7', name: 'Ada' }),
		});
		const [items] = await runOperation(context, facebookPages, resources);
		expect(items?.map(({ json }) => json)).toEqual([
			{
				revoked: true,
				refused: false,
				note: expect.stringContaining('still accepts the access token'),
				connection: 'My connection',
				account: { id: '7', name: 'Ada' },
				alsoStopped: expect.stringContaining('every other connection of the same person'),
			},
		]);
		expect(requests.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'GET']);
	});
});
