import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { generateCACertificate, generateSPKIFingerprint } from 'mockttp';

/** A certificate authority of this machine only, with which the proxy speaks for other hosts. */
export interface CertificateAuthority {
	/** The private key, PEM. */
	readonly key: string;
	/** The certificate, PEM. */
	readonly certificate: string;
	/** A file that holds `certificate`, for NODE_EXTRA_CA_CERTS and the like. */
	readonly file: string;
	/** SHA-256 of its public key, base64, for Chromium's --ignore-certificate-errors-spki-list. */
	readonly fingerprint: string;
}

/** A kept authority is renewed when it has less than this left, in milliseconds: 30 days. */
const RENEW_BEFORE = 30 * 24 * 60 * 60 * 1000;

/**
 * Takes the certificate authority kept in a folder, or makes one there.
 *
 * @param cache the folder to keep it in; made when missing
 * @returns the authority, valid for 30 days or more
 */
export async function certificateAuthority(cache: string): Promise<CertificateAuthority> {
	const folder = join(cache, 'proxy-ca');
	if (!isUsable(folder)) await generateInto(folder);
	const { keyFile, file } = filesOf(folder);
	const certificate = readFileSync(file, 'utf8');
	return {
		key: readFileSync(keyFile, 'utf8'),
		certificate,
		file,
		fingerprint: await generateSPKIFingerprint(certificate),
	};
}

const filesOf = (folder: string) => ({
	keyFile: join(folder, 'key.pem'),
	file: join(folder, 'certificate.pem'),
});

function isUsable(folder: string): boolean {
	const { file } = filesOf(folder);
	if (!existsSync(file)) return false;
	const { validTo } = new X509Certificate(readFileSync(file));
	return Date.parse(validTo) - Date.now() > RENEW_BEFORE;
}

/** Written beside and renamed, so that two starts at once cannot mix one's key with the other's. */
async function generateInto(folder: string): Promise<void> {
	const { key, cert } = await generateCACertificate({
		subject: { commonName: 'n8n-nodes-connections sandbox' },
	});
	const partial = `${folder}.${process.pid}`;
	mkdirSync(partial, { recursive: true });
	const { keyFile, file } = filesOf(partial);
	writeFileSync(keyFile, key, { mode: 0o600 });
	writeFileSync(file, cert);
	rmSync(folder, { recursive: true, force: true });
	renameSync(partial, folder);
}
