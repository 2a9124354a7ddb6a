/** The model and the catalogue, so that other packages can declare services and operations the same way. */
export * from './connection/model/service';
export * from './connection/model/permissions';
export {
	AddressError,
	checkPath,
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
export { ConnectionFailure } from './connection/failure/failure';
export type { ServiceRequest } from './connection/request/request';
export type { NodeContext } from './connection/request/transport';
export { serviceSchema } from './connection/model/schema';
export { connectionResource } from './operation/connectionResource';
export { authenticationProperty, resourceProperties } from './operation/describe';
export * from './operation/operation';
export type { Host } from './operation/host';
export { offsetPages } from './operation/pages';
export { runOperation } from './operation/run';
export * from './services';
