import type { INodeParameters } from 'n8n-workflow';

import { readHttpRequest } from '../../builtin/nodes/httpRequest';

const google = (name: string) => `https://www.googleapis.com/auth/${name}`;

const read = (parameters: INodeParameters, typeVersion = 4.2) =>
	readHttpRequest({ type: 'n8n-nodes-base.httpRequest', typeVersion, parameters });

/** The narrowest scope of a request. */
function scopeOf(url: string, method?: string, typeVersion?: number) {
	const reading = read({ url, ...(method ? { method } : {}) }, typeVersion);
	return 'unknown' in reading ? reading.unknown : reading.runs.map(([narrowest]) => narrowest);
}

describe('an HTTP Request node with a literal address', () => {
	it.each([
		['https://gmail.googleapis.com/gmail/v1/users/me/messages/send', 'POST', 'gmail.send'],
		['https://gmail.googleapis.com/gmail/v1/users/me/labels', undefined, 'gmail.readonly'],
		['https://www.googleapis.com/upload/drive/v3/files?uploadType=media', 'POST', 'drive'],
		['https://sheets.googleapis.com/v4/spreadsheets/abc:batchUpdate', 'POST', 'spreadsheets'],
		['https://slides.googleapis.com/v1/presentations/abc:batchUpdate', 'POST', 'presentations'],
		['https://www.googleapis.com/youtube/v3/search', 'GET', 'youtube.readonly'],
		['https://people.googleapis.com/v1/people/me/connections', 'GET', 'contacts.readonly'],
		[
			'https://analyticsdata.googleapis.com/v1beta/properties/1:runReport',
			'POST',
			'analytics.readonly',
		],
	])("is looked up in Google's table: %s", (url, method, scope) => {
		expect(scopeOf(url, method)).toEqual([google(scope)]);
	});

	it.each([
		['https://graph.microsoft.com/v1.0/me/sendMail', 'POST', 'Mail.Send'],
		['https://graph.microsoft.com/v1.0/me/messages/abc/attachments', 'GET', 'Mail.Read'],
		['https://graph.microsoft.com/beta/chats/abc/messages', 'POST', 'ChatMessage.Send'],
	])("is looked up in Microsoft's table: %s", (url, method, scope) => {
		expect(scopeOf(url, method)).toEqual([scope]);
	});

	it('is read by its own name for the method in the first versions', () => {
		const parameters = { url: 'https://gmail.googleapis.com/gmail/v1/users/me/drafts' };
		expect(read({ ...parameters, requestMethod: 'POST' }, 1)).toMatchObject({
			operation: 'POST gmail.googleapis.com/gmail/v1/users/me/drafts',
		});
	});

	it('may compute its query, which decides nothing', () => {
		const url = '=https://www.googleapis.com/drive/v3/files?q={{ $json.query }}';
		expect(scopeOf(url)).toEqual([google('drive.metadata.readonly')]);
	});
});

describe('an HTTP Request node whose needs are not known', () => {
	it.each<[string, INodeParameters, string]>([
		[
			'computes its path',
			{ url: '=https://www.googleapis.com/drive/v3/files/{{ $json.id }}' },
			'an expression decides the address of the request',
		],
		[
			'has its agent fill it in',
			{ url: 'https://graph.microsoft.com/v1.0/me/{what}' },
			'an expression decides the address of the request',
		],
		[
			'computes its method',
			{ url: 'https://www.googleapis.com/drive/v3/files', method: '={{ $json.method }}' },
			'an expression decides the method of the request',
		],
		[
			'asks a host without a table',
			{ url: 'https://api.example.com/things' },
			'which scopes GET api.example.com/things needs is not known',
		],
		[
			'asks what the table does not have',
			{ url: 'https://www.googleapis.com/drive/v9/files' },
			'which scopes GET www.googleapis.com/drive/v9/files needs is not known',
		],
		['has no address yet', {}, 'the address of the request is not complete'],
	])('%s', (_what, parameters, unknown) => {
		expect(read(parameters)).toEqual({ unknown });
	});
});
