// gitlab-ci-local uses Set.prototype.union, which came with Node 22; everything else in it runs with Node 20.
Set.prototype.union ??= function union(other) {
  return new Set([...this, ...other]);
};
