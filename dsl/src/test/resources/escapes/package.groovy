// Java: package-private access
// the script puts itself in a package of Herald
package io.herald.dsl
event X { on { 'a' } }
