/**
 * What a sink keeps until it is taken: one small file an item, a lock, an order; and how it is
 * delivered. Imports {@code sink}, {@code plugin} and the small rooms; knows no sink by name.
 */
package solar.aps.outbox;
