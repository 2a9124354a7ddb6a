import type { FilePart } from '../../connection/request/multipart';
import type { ServiceRequest } from '../../connection/request/request';
import type { Files } from '../../operation/files';
import type { Source } from './fields';

/** A file to send, or the address from which Facebook fetches it. */
export type Media = FilePart | string;

/** The file or the address that a person chose. */
export function mediaOf({ source, binaryField = '', url = '' }: Source, files: Files): Media {
	return source === 'url' ? url : (files[binaryField] ?? '');
}

/**
 * What a request to upload holds: a file goes in a form, an address in JSON.
 * @param addressName the parameter for an address
 */
export function uploadOf(
	media: Media,
	addressName: 'url' | 'file_url',
	parameters: Readonly<Record<string, string>>,
): Pick<ServiceRequest, 'body' | 'form'> {
	if (typeof media === 'string') return { body: { ...parameters, [addressName]: media } };
	return { form: { ...parameters, source: media } };
}
