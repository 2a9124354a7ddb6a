import { parseRegistryPath } from '../../sandbox/registry.mts';

describe('a path of an npm registry', () => {
	it.each([
		['/n8n-nodes-connections', { wants: 'versions', prefix: '' }],
		['/n8n%2Dnodes%2Dconnections', { wants: 'versions', prefix: '' }],
		['/n8n-nodes-connections/latest', { wants: 'version', version: 'latest', prefix: '' }],
		['/n8n-nodes-connections/1.2.3', { wants: 'version', version: '1.2.3', prefix: '' }],
		[
			'/n8n-nodes-connections/-/n8n-nodes-connections-1.2.3.tgz',
			{ wants: 'tarball', file: 'n8n-nodes-connections-1.2.3.tgz', prefix: '' },
		],
		['/some/mirror/n8n-nodes-connections', { wants: 'versions', prefix: '/some/mirror' }],
	])('%s is one of the pack', (path, request) => {
		expect(parseRegistryPath(path)).toEqual(request);
	});

	it.each(['/', '/lodash', '/n8n-nodes-connections-too', '/@someone%2fn8n-nodes-other'])(
		'%s is not one of the pack',
		(path) => {
			expect(parseRegistryPath(path)).toBeUndefined();
		},
	);
});
