import type { Connection } from '../connection/connection';
import { ASK_AGAIN } from '../connection/credential/consent';
import { ConnectionFailure, withoutSecretsOf } from '../connection/failure/failure';
import type { KnownPermissions } from '../connection/model/permissions';
import { labelsOf, scopesOf, withIncluded } from '../connection/model/permissions';
import type { Service } from '../connection/model/service';
import { variantOf } from '../connection/model/service';
import type { Operation } from './operation';

/** The rights that a key lacks, with the scopes that the service calls them by, if it does. */
const rightsOf = (service: Service, lacking: readonly string[]) => {
	const scopes = scopesOf(service, lacking).join(', ');
	return `"${labelsOf(service, lacking)}"${scopes && ` (${scopes})`}`;
};

/** The buttons of n8n's dialog that lead to the service's consent page once more. */
const RECONNECT = '"Reconnect" or "Switch account"';

/** How a person gives a connection what it lacks. */
function remedy(
	{ service, variant, dialogUrl }: Connection,
	lacking: readonly string[],
	{ declined = [], requested }: KnownPermissions,
): string {
	const labels = labelsOf(service, lacking);
	if (variantOf(service, variant).access !== 'scopes') {
		return `Make a new ${service.apiKey?.label} with the right to ${rightsOf(service, lacking)} and paste it into the connection: ${dialogUrl}`;
	}
	const again = lacking.some((name) => declined.includes(name))
		? `, turn on "${ASK_AGAIN.displayName}" in the advanced settings (it was declined before)`
		: '';
	const reconnect = `select ${RECONNECT}`;
	if (requested && lacking.every((name) => withIncluded(service, requested).includes(name))) {
		return `"${labels}" is selected but not granted yet. Open the connection (${dialogUrl})${again} and ${reconnect}.`;
	}
	return `Open the connection (${dialogUrl}), select "${labels}" under Permissions${again}, save, and ${reconnect}.`;
}

/** What a connection was authorized for, in plain words. */
function authorizedFor({ service }: Connection, { granted, requested }: KnownPermissions): string {
	const held = withIncluded(service, granted ?? requested ?? []);
	return `It was authorized for: ${labelsOf(service, held) || 'nothing'}.`;
}

/**
 * The check before any request of an operation: a permission that the connection is known not to have.
 * @throws ConnectionFailure naming it, what the connection was authorized for, and what to do
 */
export async function checkPermissions(
	connection: Connection,
	{ requires }: Pick<Operation, 'requires'>,
): Promise<void> {
	const { missing: lacking, known } = await connection.check(requires);
	if (lacking.length === 0) return;
	throw new ConnectionFailure(
		`"${connection.name}" may not: ${labelsOf(connection.service, lacking)}. ${authorizedFor(connection, known)}`,
		{
			kind: 'permission',
			cause: 'insufficientScope',
			advice: `${remedy(connection, lacking, known)} Nothing was sent.`,
		},
	);
}

/** What a refusal for a missing right means for an operation; any other failure as it is. */
async function explained(
	connection: Connection,
	{ requires }: Pick<Operation, 'requires'>,
	failure: ConnectionFailure,
): Promise<ConnectionFailure> {
	if (failure.kind !== 'permission' || requires.length === 0) return failure;
	const { service, variant, name } = connection;
	if (variantOf(service, variant).access === 'full') return failure;
	// What the service says now, such as that the connection is to be reconnected, does not replace what it said then.
	const checked = await connection.check(requires).catch(() => undefined);
	if (!checked) return failure;
	const { missing, known } = checked;
	const lacking = known.granted ? missing : requires;
	if (lacking.length === 0) return failure;
	return new ConnectionFailure(
		`"${name}" seems not to be allowed to: ${labelsOf(service, lacking)}. ${failure.message}`,
		{
			kind: 'permission',
			status: failure.status,
			cause: 'insufficientScope',
			advice: `${remedy(connection, lacking, known)} If it has that already: ${failure.advice}`,
			error: failure.error,
		},
	);
}

/**
 * What a refusal for a missing right means for an operation. Where it is known that the connection has all that
 * the operation needs, the right that is missing is another one, such as a role, and the service's words stand.
 * @returns a failure without secrets, also where an operation made its words of what the service gave
 */
export async function explainRefusal(
	connection: Connection,
	operation: Pick<Operation, 'requires'>,
	failure: ConnectionFailure,
): Promise<ConnectionFailure> {
	return withoutSecretsOf(await explained(connection, operation, failure), connection.redact);
}
