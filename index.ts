/** The model and the catalogue, so that other packages can declare services and operations the same way. */
export * from './connection/service';
export * from './connection/permissions';
export {
	AddressError,
	checkPath,
	knownAddressParts,
	path,
	resolveAddress,
} from './connection/address';
export type { AnswerSchema, Connection } from './connection/connection';
export { openConnection } from './connection/connection';
export {
	apiKeyProperties,
	keyAuthentication,
	oauth2Properties,
	verifyRequest,
} from './connection/credential';
export { ConnectionFailure } from './connection/failure';
export type { ServiceRequest } from './connection/request';
export type { NodeContext } from './connection/transport';
export { serviceSchema } from './connection/serviceSchema';
export { connectionResource } from './operation/connectionResource';
export { authenticationProperty, resourceProperties } from './operation/describe';
export * from './operation/operation';
export type { Host } from './operation/host';
export { offsetPages } from './operation/pages';
export { runOperation } from './operation/run';
export * from './services';
