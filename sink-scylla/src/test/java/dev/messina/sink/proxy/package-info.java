/** Proxies before a CQL server: one slows it down, the other gives it shards. */
package dev.messina.sink.proxy;
