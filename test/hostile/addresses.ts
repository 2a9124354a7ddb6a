/** Which hosts are a service's own, read from its declaration by nothing of the product. */
import type { Service } from '../../connection/model/service';
import { variantsOf, variantOf } from '../../connection/model/service';

/** The parts of a host that are fixed, around the one label that may vary. */
function hostTemplates({ address, ...service }: Service): string[][] {
	const whole = { address, ...service };
	const urls = variantsOf(whole).flatMap((variant) => {
		const { account, verify } = variantOf(whole, variant);
		return [address.template, account?.url ?? '', verify.url];
	});
	return urls
		.filter((url) => url.startsWith('https://'))
		.map((url) => (url.split('/')[2] ?? '').split(/\{\w+\}/));
}

/** Whether a host is one of the service's, whatever the label is that may vary. */
function isHost(host: string, [before = '', behind]: readonly string[]): boolean {
	if (behind === undefined) return host === before;
	const label = host.slice(before.length, host.length - behind.length);
	return host === `${before}${label}${behind}` && /^[a-z0-9-]{1,63}$/.test(label);
}

/**
 * Whether a request to this URL is one to the service.
 * @param typed the address of the person's own installation, where the service is one
 */
export function isOfService(service: Service, url: string, typed = ''): boolean {
	const { protocol, host, username, password } = new URL(url);
	if (username || password) return false;
	if (service.address.template.startsWith('{')) {
		const own = new URL(typed.trim());
		return own.protocol === protocol && own.host === host && !own.username;
	}
	return protocol === 'https:' && hostTemplates(service).some((parts) => isHost(host, parts));
}
