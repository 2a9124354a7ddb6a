/** Files that a service gives. */
import type { IBinaryData } from 'n8n-workflow';

import type { AnswerReader, Connection } from '../connection/connection';
import type { ServiceRequest } from '../connection/request/request';
import type { FileContent, Host } from './host';

/** A file on its way, with what the answer's headers say of it. */
interface Received {
	readonly content: FileContent;
	readonly fileName: string | undefined;
	readonly contentType: string | undefined;
}

/** A name without what could lead to another folder or break a line. */
const safeName = (name: string) =>
	name
		.replace(/^.*[/\\]/s, '')
		.replace(/[\p{Cc}]/gu, '')
		.trim();

/** A text that is percent-encoded, or was not meant to be. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The name in a header `Content-Disposition` (RFC 6266, section 4.1; the encoded one counts before the other). */
export function fileNameIn(header: unknown): string | undefined {
	const text = String(header ?? '');
	const encoded = /filename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i.exec(text)?.[1];
	const plain = /filename\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;\s]+))/i.exec(text);
	const name = encoded ? decoded(encoded) : (plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2]);
	return (name && safeName(name)) || undefined;
}

const FILE: AnswerReader<Received> = {
	read: (body, { headers }) => ({
		content: body as FileContent,
		fileName: fileNameIn(headers['content-disposition']),
		contentType: /^[^;\s]+/.exec(String(headers['content-type'] ?? ''))?.[0],
	}),
};

/** The last segment of a path, for a file of which the service says no name. */
const lastSegment = (path: string) => safeName(decoded(path.replace(/[?#].*$/s, ''))) || 'file';

/**
 * Receives a file from the service and stores it as n8n does, without holding it whole.
 * @throws ConnectionFailure when the request is refused, or the file breaks off
 */
export async function receiveFile(
	connection: Connection,
	host: Host,
	request: ServiceRequest,
): Promise<IBinaryData> {
	const sent = { ...request, answer: 'binary' } as const;
	const { content, fileName, contentType } = await connection.request(sent, FILE);
	const name = fileName ?? lastSegment(request.path);
	return await host.store(content, name, contentType).catch((error: unknown) => {
		const reason = connection.redact(error instanceof Error ? error.message : String(error));
		throw connection.failure(request, `The file "${name}" could not be stored: ${reason}`);
	});
}
