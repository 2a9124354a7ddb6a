import { openPath } from '../../../sandbox/record/placeholders.mts';

describe('a path without what belongs to one record', () => {
	it.each([
		['/v1/users/abc123/messages', '/v1/users/{}/messages'],
		['/calendars/ada%40example.com/events', '/calendars/{}/events'],
		['/v4/spreadsheets/abc123:batchUpdate', '/v4/spreadsheets/{}:batchUpdate'],
		['/values/Sheet1!A1:B2:append', '/values/{}:append'],
		["/worksheets/abc123/range(address='A1:C3')/clear", '/worksheets/{}/range(address={})/clear'],
		["/me/drive/root/search(q='abc123')", '/me/drive/root/search(q={})'],
		['/items/abc123:/flowers.txt:/content', '/items/{}:/flowers.txt:/content'],
		['/r/abc123/about.json', '/r/{}/about.json'],
		['/2/tweets', '/2/tweets'],
	])('of %s is %s', (path, expected) => {
		expect(openPath(path)).toBe(expected);
	});
});
