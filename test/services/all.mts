/** Every service that has a file, whether it is listed or not. */
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Service } from '../../connection/model/service.ts';

const folder = new URL('../../services/', import.meta.url);
const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && file !== 'index.ts');

const isService = (value: unknown): value is Service =>
	typeof value === 'object' && value !== null && 'displayName' in value && 'parseError' in value;

/** The services, by the names of their files. */
export const everyService: readonly Service[] = (
	await Promise.all(
		files.map(async (file) => {
			const exported: Record<string, unknown> = await import(fileURLToPath(new URL(file, folder)));
			return Object.values(exported).filter(isService);
		}),
	)
).flat();

/** The same as rows of a table, with the name first. */
export const rows = everyService.map((service) => [service.name, service] as const);
