import { storedEndings } from '../../connection/stored';
import { atlassian } from '../../services/atlassian';
import { google } from '../../services/google';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const issued = Date.parse('2026-11-28T00:00:00.000Z');

const credentials = {
	oauthTokenData: { access_token: 'a', expires_in: 3600, n8n_expires_at: String(issued + HOUR) },
};

describe('when a connection ends, by what n8n stores of it', () => {
	it('is told apart where each use puts the end off: after half a year at Google', () => {
		expect(storedEndings(google, 'oauth2', credentials)).toEqual({
			token: new Date(issued + HOUR),
			refreshTokenIfUnused: new Date(issued + 180 * DAY),
		});
	});

	it('is not told of days since a consent that renewals hide', () => {
		expect(storedEndings(atlassian, 'oauth2', credentials)).toEqual({
			token: new Date(issued + HOUR),
			refreshTokenIfUnused: new Date(issued + 90 * DAY),
		});
	});
});
