import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { z } from 'zod';

import type { PackedPack } from './pack.mts';

/** The one package that the sandbox answers for. */
export const PACK_NAME = 'n8n-nodes-connections';

/** What is asked of an npm registry about the pack. */
export type RegistryRequest =
	| { readonly wants: 'versions'; readonly prefix: string }
	| { readonly wants: 'version'; readonly version: string; readonly prefix: string }
	| { readonly wants: 'tarball'; readonly file: string; readonly prefix: string };

/** An answer to such a request. */
export interface RegistryAnswer {
	/** HTTP status: 200 or 404. */
	readonly status: number;
	/** JSON text or the bytes of a tarball. */
	readonly body: string | Buffer;
	/** The body's media type. */
	readonly contentType: string;
}

/** The packed versions of the pack, as an npm registry shows them. */
export interface Registry {
	/** Adds a version, which becomes the latest one. */
	publish(pack: PackedPack): Promise<void>;
	/** Answers a request, with 404 when it is not one for the pack. */
	answer(url: URL): RegistryAnswer;
}

const manifestSchema = z.object({ name: z.literal(PACK_NAME), version: z.string() }).passthrough();

interface Published {
	readonly manifest: z.infer<typeof manifestSchema>;
	readonly tarball: Buffer;
}

const PATH = new RegExp(
	`^(?<prefix>(?:/[^/]+)*?)/${PACK_NAME}(?:/(?<separator>-/)?(?<rest>[^/]+))?$`,
);

/**
 * Recognises a request for the pack by its path alone, because which host it goes to is the
 * configuration of whoever asks.
 *
 * @param pathname a URL's path, URL-encoded or not, without a query
 * @returns what is asked for, with the path that the registry itself lies under; undefined when the
 *   path is not one of the pack
 */
export function parseRegistryPath(pathname: string): RegistryRequest | undefined {
	const { prefix, separator, rest } = PATH.exec(decodeURIComponent(pathname))?.groups ?? {};
	if (prefix === undefined) return undefined;
	if (rest === undefined) return { wants: 'versions', prefix };
	return separator
		? { wants: 'tarball', file: rest, prefix }
		: { wants: 'version', version: rest, prefix };
}

/**
 * Makes a registry that knows the pack's packed versions and nothing else.
 *
 * @param packs the versions, oldest first; the last one is `latest`
 * @throws Error when a file is not a tarball of the pack
 */
export async function createRegistry(packs: readonly PackedPack[]): Promise<Registry> {
	const published = new Map<string, Published>();
	const publish = async ({ version, file }: PackedPack): Promise<void> => {
		published.delete(version);
		published.set(version, await readPack(file));
	};
	for (const pack of packs) await publish(pack);
	return {
		publish,
		answer: (url) => {
			const request = parseRegistryPath(url.pathname);
			return request ? answerFrom(published, request, url.origin) : notFound();
		},
	};
}

async function readPack(file: string): Promise<Published> {
	const { stdout } = await promisify(execFile)('tar', ['-xzOf', file, 'package/package.json']);
	return { manifest: manifestSchema.parse(JSON.parse(stdout)), tarball: await readFile(file) };
}

function answerFrom(
	published: ReadonlyMap<string, Published>,
	request: RegistryRequest,
	origin: string,
): RegistryAnswer {
	const base = `${origin}${request.prefix}/${PACK_NAME}`;
	const latest = [...published.keys()].at(-1);
	switch (request.wants) {
		case 'versions': {
			if (latest === undefined) return notFound();
			const versions = [...published].map(([version, pack]) => [version, describe(pack, base)]);
			return json({
				name: PACK_NAME,
				'dist-tags': { latest },
				versions: Object.fromEntries(versions),
			});
		}
		case 'version': {
			const pack = published.get(request.version === 'latest' ? (latest ?? '') : request.version);
			return pack ? json(describe(pack, base)) : notFound();
		}
		case 'tarball': {
			const pack = [...published.values()].find((one) => tarballName(one) === request.file);
			if (!pack) return notFound();
			return { status: 200, body: pack.tarball, contentType: 'application/octet-stream' };
		}
	}
}

const tarballName = ({ manifest }: Published): string => `${PACK_NAME}-${manifest.version}.tgz`;

/** A version's manifest with `dist`, by which npm finds and checks its tarball. */
function describe(pack: Published, base: string): object {
	const digest = (algorithm: string) => createHash(algorithm).update(pack.tarball);
	return {
		...pack.manifest,
		_id: `${PACK_NAME}@${pack.manifest.version}`,
		dist: {
			integrity: `sha512-${digest('sha512').digest('base64')}`,
			shasum: digest('sha1').digest('hex'),
			tarball: `${base}/-/${tarballName(pack)}`,
		},
	};
}

const json = (value: object): RegistryAnswer => ({
	status: 200,
	body: JSON.stringify(value),
	contentType: 'application/json',
});

const notFound = (): RegistryAnswer => ({
	status: 404,
	body: JSON.stringify({ error: 'Not found' }),
	contentType: 'application/json',
});
