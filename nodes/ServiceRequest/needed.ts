/** Which permissions a request needs, where the vendor has a table of requests and scopes. */
import { acceptedFor, mayDo } from '../../builtin/vendor/accepted';
import type { Service, Variant } from '../../connection/model/service';
import type { PermissionsFor } from '../../operation/serviceRequest';

/** The tables are those of scopes that a person consents to: an app by itself has rights of other names. */
export const neededBy = (service: Service, variant: Variant): PermissionsFor =>
	variant === 'oauth2'
		? (method, address) => {
				const accepted = acceptedFor(method, address) ?? [];
				const opening = [...accepted, ...mayDo(accepted)].flatMap((scope) =>
					Object.keys(service.permissions).filter(
						(name) => service.permissions[name]?.scopes.join() === scope,
					),
				);
				return [...new Set(opening)];
			}
		: () => [];
