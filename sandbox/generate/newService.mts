/** Begins a new service: writes the file that a person fills in, or, where it is there, everything that follows from it. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { run } from '../commands.mts';
import { node24, root } from '../places.mts';

/** The file as it begins. What stands in angle brackets is to be replaced; the type checker and the tests say what is left. */
const skeleton = (name: string) => `import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const SCOPES = 'https://<where the scopes are documented>';

/** \`GET /me\`. */
const me = z.object({ id: z.string(), name: z.string(), email: z.string().optional() });

const may = permissionsFrom(SCOPES);

/** <Name>. How it authorizes, in a sentence; then only what is odd about it. */
export const ${name} = defineService({
	name: '${name}',
	displayName: '<Name>',
	address: { template: 'https://<api host and version>' },
	permissions: {
		readItems: may('Read items', '<scope>', { default: true }),
	},
	oauth2: {
		documentationUrl: 'https://<how to register an app>',
		authorizeUrl: 'https://<authorize>',
		tokenUrl: 'https://<token>',
		clientAuthentication: 'body',
		pkce: true,
		account: {
			url: '/me',
			parse: readAs(me, ({ id, name: called, email }) => ({ id, name: called, email })),
		},
	},
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100 },
	parseError: errorReader(z.object({ message: z.string() }), ({ message }) => ({ detail: message })),
	errors: [],
	sources: [SCOPES],
});
`;

const [, , name = ''] = process.argv;
if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
	throw new Error(
		`Give the service a name in camelCase: npm run new:service acmeCloud. Given: "${name}"`,
	);
}
const file = join(root, 'services', `${name}.ts`);
if (existsSync(file)) {
	await run(
		node24,
		['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(root, 'sandbox/generate/index.mts')],
		root,
	);
	console.log(
		`Everything that follows from services/${name}.ts is written. Now run: npm run build`,
	);
} else {
	await writeFile(file, skeleton(name));
	console.log(
		`Fill in services/${name}.ts (docs/adding-a-service.md says how), then run this command again.`,
	);
}
