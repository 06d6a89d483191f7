// Java: package-private access
// the script puts itself in a package of Herald
// refused: a script stands in no package
package io.herald.dsl
event X { on { 'a' } }
