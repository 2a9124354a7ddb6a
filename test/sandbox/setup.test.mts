import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { root } from '../../sandbox/places.mts';

/** A checkout with the real set-up and one package, which lies beside it. */
function smallCheckout(): string {
	const checkout = mkdtempSync(join(tmpdir(), 'n8n-nodes-connections-setup-'));
	cpSync(join(root, 'sandbox'), join(checkout, 'sandbox'), { recursive: true });
	mkdirSync(join(checkout, 'beside'));
	writeJson(join(checkout, 'beside', 'package.json'), { name: 'beside', version: '1.0.0' });
	writeJson(join(checkout, 'package.json'), { dependencies: { beside: 'file:beside' } });
	writeLock(checkout, '1.0.0');
	return checkout;
}

function writeLock(checkout: string, version: string): void {
	writeJson(join(checkout, 'package-lock.json'), {
		version,
		lockfileVersion: 3,
		packages: {
			'': { dependencies: { beside: 'file:beside' } },
			beside: { version: '1.0.0' },
			'node_modules/beside': { resolved: 'beside', link: true },
		},
	});
}

const writeJson = (file: string, value: object) => writeFileSync(file, JSON.stringify(value));

describe('the set-up', () => {
	const checkout = smallCheckout();
	afterAll(() => rmSync(checkout, { recursive: true, force: true }));

	const setUp = (parts: string[], env: NodeJS.ProcessEnv = {}) =>
		spawnSync(process.execPath, [join(checkout, 'sandbox', 'setup.mjs'), ...parts], {
			encoding: 'utf8',
			env: { ...process.env, N8N_CONNECTIONS_CACHE: join(checkout, 'cache'), ...env },
		});

	it('installs when the lock file has changed, and only then', () => {
		expect(setUp([]).stdout).toContain('[1/1] Development packages: npm ci');

		// Without npm it could install nothing.
		expect(setUp([], { PATH: checkout })).toMatchObject({
			status: 0,
			stdout: '[1/1] Development packages: as package-lock.json says\n',
		});

		writeLock(checkout, '1.0.1');
		expect(setUp([]).stdout).toContain('[1/1] Development packages: npm ci');
	}, 60_000);

	it('refuses a part that it does not know, and names those that it does', () => {
		const { status, stderr } = setUp(['moon']);
		expect(stderr).toContain('Unknown part "moon". Known are: host, browser, queue.');
		expect(status).toBe(1);
	});

	it('names the Debian packages when it may not install them', () => {
		const { status, stderr } = setUp(['host'], { PATH: checkout });
		expect(stderr).toContain('these Debian packages are needed: python3 make g++');
		expect(status).toBe(1);
	});

	it('names the package of the queue that is missing', () => {
		const { status, stderr } = setUp(['queue'], { PATH: checkout });
		expect(stderr).toContain(
			'To run n8n with a queue and workers, these Debian packages are needed:',
		);
		expect(stderr).toContain('redis-server');
		expect(status).toBe(1);
	});

	it('refuses a browser that is not there', () => {
		const { status, stderr } = setUp(['browser'], { CHROMIUM_PATH: '/no/such/browser' });
		expect(stderr).toContain('CHROMIUM_PATH names "/no/such/browser", which is not a program.');
		expect(status).toBe(1);
	});
});
