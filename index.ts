/** The model and the catalogue, so that other packages can declare services and operations the same way. */
export * from './connection/model/service';
export * from './connection/model/declaring';
export * from './connection/model/reading';
export * from './connection/model/permissions';
export {
	AddressError,
	checkPath,
	INSTALLATION,
	knownAddressParts,
	path,
	resolve,
	resolveAddress,
} from './connection/model/address';
export type { AnswerSchema, Connection } from './connection/connection';
export { openConnection } from './connection/connection';
export {
	apiKeyProperties,
	keyAuthentication,
	oauth2Properties,
	verifyRequest,
} from './connection/credential/credential';
export { ConnectionFailure, isGone } from './connection/failure/failure';
export type { ServiceRequest } from './connection/request/request';
export type { NodeContext } from './connection/request/transport';
export { serviceSchema } from './connection/model/schema';
export { apiRequestResource } from './operation/apiRequest';
export { connectionResource } from './operation/connectionResource';
export { authenticationProperty, resourceProperties } from './operation/describe';
export * from './operation/operation';
export type { Host } from './operation/host';
export { field, fieldSet } from './operation/fieldSet';
export { idField, listOrId, numericId, optional, optionalText } from './operation/fields';
export { toNodeError } from './operation/nodeError';
export { cursorPages, offsetPages, plainPages } from './operation/pages';
export { checkPermissions, explainRefusal } from './operation/permission';
export { runOperation } from './operation/run';
export * from './operation/trigger';
export * from './services';
