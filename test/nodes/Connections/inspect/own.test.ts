import { judgeOwn } from '../../../../nodes/Connections/inspect/own';

it('a connection of ours keeps when its refresh token ends', () => {
	const item = {
		account: { id: '1', name: 'Ada' },
		permissions: {},
		refreshTokenExpires: '2027-01-01T00:00:00.000Z',
	};
	expect(judgeOwn('atlassianConnectionOAuth2Api', { items: [item] })?.findings?.endings).toEqual({
		refreshToken: new Date('2027-01-01T00:00:00.000Z'),
	});
});
