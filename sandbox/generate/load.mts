/** Loads the declarations from their sources, so that files can be generated before anything is built. */
import { existsSync, readdirSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Service } from '../../connection/model/service.ts';
import { root } from '../places.mts';

/** The shipped sources name each other without their endings, as the compiled ones do. */
const ENDINGS = ['.ts', '/index.ts'];

registerHooks({
	resolve: (specifier, context, next) => {
		// n8n loads this one as CommonJS, too. Its ES modules name each other without their endings.
		if (specifier === 'n8n-workflow')
			return next(specifier, { ...context, conditions: ['require'] });
		const isFile = (path: string) => existsSync(new URL(path, context.parentURL));
		const ending = specifier.startsWith('.') && ENDINGS.find((one) => isFile(`${specifier}${one}`));
		return next(`${specifier}${ending || ''}`, context);
	},
});

/** The name of every service file, in the order of the alphabet. */
export const serviceNames = (): string[] =>
	readdirSync(join(root, 'services'))
		.filter((file) => file.endsWith('.ts') && file !== 'index.ts')
		.map((file) => file.slice(0, -'.ts'.length))
		.sort((one, other) => one.localeCompare(other, 'en'));

/**
 * The declaration in a service file.
 * @throws Error when the file does not export a service of its own name
 */
export async function loadService(name: string): Promise<Service> {
	const file = join(root, 'services', `${name}.ts`);
	const exported: unknown = Reflect.get(await import(pathToFileURL(file).href), name);
	if (typeof exported !== 'object' || exported === null || Reflect.get(exported, 'name') !== name) {
		throw new Error(`services/${name}.ts must export a service as "${name}", and name it so`);
	}
	return exported as Service;
}

/** Loads a module of the shipped sources. */
export const loadSource = async <T,>(path: string): Promise<T> =>
	(await import(pathToFileURL(join(root, path)).href)) as T;
