import { connectionResource } from '../../../operation/connectionResource';
import type { Operation, Resource } from '../../../operation/operation';
import { facebookPages } from '../../../services/facebookPages';

/** Ends with a revocation besides the connection itself: Facebook grants to a person and an app, not to a connection. */
const ALSO_STOPS = 'every other connection of the same person to the same Meta app';

/** Revoke, saying in its form and in its result what else stops. */
function withWarning(revoke: Operation): Operation {
	if (!('run' in revoke)) return revoke;
	return {
		...revoke,
		fields: revoke.fields.map((field) => ({
			...field,
			hint: `This takes the app away from the person: ${ALSO_STOPS} stops working, too.`,
		})),
		run: async (...given) => ({
			...(await revoke.run(...given)),
			alsoStopped: `${ALSO_STOPS}, if there is any: reconnect those that are needed`,
		}),
	};
}

const { name, operations } = connectionResource(facebookPages);

export const connection: Resource = {
	name,
	operations: Object.fromEntries(
		Object.entries(operations).map(([key, operation]) => [
			key,
			key === 'revoke' ? withWarning(operation) : operation,
		]),
	),
};
