// SECURITY-1320 / CVE-2019-1003024 (Jenkins: @AnnotationCollector)
// an annotation stands for others
@groovy.transform.AnnotationCollector([groovy.transform.ASTTest])
@interface A {}
event X { on { 'a' } }
